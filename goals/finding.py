"""The page that finds things."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goals.matching import MAX_LENGTH, MAX_WORDS
from goals.search import search_page
from metrics.views import view_of


def search(request: HttpRequest) -> HttpResponse:
    """Answer `?q=` with what was found, grouped by kind; without a query, explain how to search."""
    page = search_page(request.GET.get("q", ""), view_of(request))
    context = {"page": page, "max_length": MAX_LENGTH, "max_words": MAX_WORDS}
    return render(request, "goals/search.html", context, status=400 if page.too_long else 200)
