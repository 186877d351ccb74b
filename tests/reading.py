"""Read a page as a person would: its words in order, its tables cell by cell, its links."""

import re
from html.parser import HTMLParser

from django.test import Client


class Page(HTMLParser):
    """The text, the table rows and the local links of one page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.rows: list[list[str]] = []
        self.links: list[str] = []
        self._in_cell = False
        self.feed(html)

    @property
    def text(self) -> str:
        return tidy("".join(self.words))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.rows[-1][-1] = tidy(self.rows[-1][-1])
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._in_cell:
            self.rows[-1][-1] += data

    def row(self, heading: str) -> list[str]:
        """Return the cells of the only row that begins with a heading."""
        (found,) = [row for row in self.rows if row and row[0] == heading]
        return found[1:]


def tidy(text: str) -> str:
    """Collapse line breaks and plain blanks as a browser does, and keep no-break spaces."""
    return re.sub("[ \\n\\t]+", " ", text).strip(" ")


def read(client: Client, address: str, status: int = 200) -> Page:
    response = client.get(address)
    assert response.status_code == status, f"{address} answered {response.status_code}"
    return Page(response.content.decode())


def walk(client: Client, start: str = "/") -> dict[str, Page]:
    """Follow every local link from the front page; staff pages and files are left alone."""
    pages: dict[str, Page] = {}
    ahead = [start]
    while ahead:
        address = ahead.pop()
        if address in pages:
            continue
        pages[address] = read(client, address)
        local = [link for link in pages[address].links if link.startswith("/") and not link.startswith("/admin/")]
        ahead += [link for link in local if "/last-ned/" not in link]
    return pages
