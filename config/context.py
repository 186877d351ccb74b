"""What every page knows of the site it is on."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Say whether the site is a demonstration, for the banner on every page."""
    return {"is_demonstration": settings.DEMO}
