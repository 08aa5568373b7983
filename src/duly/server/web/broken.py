"""What is shown when a page could not be answered: is it our mistake, or can nothing be saved?"""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.template import loader

from duly.server.platform.storage import hindrance


def broken(request: HttpRequest) -> HttpResponse:
    """Django asks for this page while the error is at hand. It reads nothing of the database."""
    found = hindrance(sys.exc_info()[1])
    if found is None:
        return HttpResponse(loader.render_to_string("500.html"), status=500)
    return HttpResponse(loader.render_to_string("503.html", {"hindrance": found}), status=503)
