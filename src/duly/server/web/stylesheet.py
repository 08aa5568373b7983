"""Which styles do the pages wear? Those of the reports and those of the desk, in one file.

The reports' tokens, type and drawings come first, so that one set of colours drives both. The
address holds a digest of the whole: a browser keeps it for a year and still never sees an old one.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from duly.server.platform.guard import open_to_all

OF_THE_REPORTS = ("tokens", "elements", "charts", "heat", "foresight")
OF_THE_DESK = (
    *("frame", "parts", "kpis", "forms", "tables", "drawings"),
    *("pages", "overview", "customers", "work", "imports", "narrow", "paper"),
)
_OWN = Path(__file__).parent / "static" / "duly" / "css"


@open_to_all
def stylesheet(request: HttpRequest, digest: str) -> HttpResponse:
    """The stylesheet, for a year; another digest is another file, which is not there."""
    if digest != _digest():
        raise Http404
    response = HttpResponse(_text(), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def stylesheet_address() -> str:
    return reverse("stylesheet", args=[_digest()])


@cache
def _text() -> str:
    reports = resources.files("duly.report") / "css"
    layers = [(reports / f"{layer}.css").read_text("utf-8") for layer in OF_THE_REPORTS]
    layers += [(_OWN / f"{layer}.css").read_text("utf-8") for layer in OF_THE_DESK]
    order = f"@layer {', '.join((*OF_THE_REPORTS, *OF_THE_DESK))};\n\n"
    return order + "\n".join(layers)


@cache
def _digest() -> str:
    return sha256(_text().encode()).hexdigest()[:16]
