"""Fill in an admin form as a browser does: everything that the page holds is sent back."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client


class Fields(HTMLParser):
    """Name and value of what a browser would send from the page's main form."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self._inside = False
        self._name = ""  # of the select or textarea being read
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._inside = (given.get("id") or "").endswith("_form")
        elif self._inside:
            self._take(tag, given)

    def _take(self, tag: str, given: dict[str, str | None]) -> None:
        name = given.get("name") or ""
        value = given.get("value") or ("on" if given.get("type") == "checkbox" else "")
        unsent = given.get("type") in ("submit", "button") or (
            given.get("type") == "checkbox" and "checked" not in given
        )
        if tag == "input" and name and not unsent:
            self.values[name] = value
        elif tag in ("select", "textarea"):
            self._name = name
            self.values[name] = [] if "multiple" in given else ""
        elif tag == "option" and "selected" in given:
            chosen = self.values[self._name]
            self.values[self._name] = [*chosen, value] if isinstance(chosen, list) else value

    def handle_endtag(self, tag: str) -> None:
        if tag in ("select", "textarea"):
            self._name = ""
        self._inside = self._inside and tag != "form"

    def handle_data(self, data: str) -> None:
        if self._name and self.lasttag == "textarea":
            self.values[self._name] += data.removeprefix("\n")


def filled(response: Any) -> dict[str, Any]:
    """Return what is in the form of a page that was answered."""
    return Fields(response.content.decode()).values


def opened(client: Client, address: str) -> dict[str, Any]:
    """Open a page and return what is in its form."""
    response = client.get(address)
    assert response.status_code == 200, f"{address} answered {response.status_code}"
    return filled(response)


def faults(response: Any) -> dict[str, list[str]]:
    """Field -> codes of the faults the form was shown with."""
    errors = response.context["adminform"].form.errors.as_data()
    return {field: [fault.code for fault in found] for field, found in errors.items()}
