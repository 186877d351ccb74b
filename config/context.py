"""What every page knows of the site it is on."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path


def site(request: HttpRequest) -> dict[str, object]:
    """Say whether the site is a demonstration, and the page's own full address without its query."""
    # A path may hold an encoded question mark, which must not begin a query.
    address = request.build_absolute_uri(escape_uri_path(request.path))
    return {"is_demonstration": settings.DEMO, "page_address": address}
