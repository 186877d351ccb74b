"""The site's addresses, and beside them one bare view that answers the bytes of a page made beforehand."""

import os
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


@cache
def body() -> bytes:
    return Path(os.environ["BARE_BODY"]).read_bytes()


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(body())


urlpatterns = [path("bare/", bare), path("", include("config.urls"))]
