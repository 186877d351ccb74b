"""Who may keep a copy of a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

Answer = Callable[[HttpRequest], HttpResponse]


def keep_staff_pages_private(get_response: Answer) -> Answer:
    """Let no cache keep what a person who is logged in was shown: it may hold drafts.

    A visitor's page may be kept, but is asked for again each time: what is published shows at once. This is
    done here, for every page, and not view by view, so that no page can be forgotten.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            # Replaced, not added to: «public» and «no-store» must not stand side by side.
            response["Cache-Control"] = "private, no-store"
        elif not response.has_header("Cache-Control"):
            patch_cache_control(response, no_cache=True)
        return response

    return answer
