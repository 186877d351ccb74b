"""The tags by which templates link to downloads."""

from django import template
from django.http import QueryDict

from metrics.exports.writers import FORMATS, Format

register = template.Library()

# What narrows a page, and so its file. Whatever else an address carries would be refused there.
FILTERS = ("losning", "mal", "utkast")


@register.simple_tag
def download_formats() -> tuple[Format, ...]:
    """Return the formats, in order: `{% download_formats as formats %}`."""
    return FORMATS


@register.filter
def filters_of(query: str) -> str:
    """Keep what a file's address may hold of a page's query, with its question mark; «» when that is nothing."""
    asked = QueryDict(query or "")
    kept = QueryDict(mutable=True)
    for name in FILTERS:
        if value := asked.get(name):
            kept[name] = value
    return f"?{kept.urlencode()}" if kept else ""
