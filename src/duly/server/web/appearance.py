"""Light or dark, and in which language? Known before the page is sent, so that nothing flashes."""

from __future__ import annotations

from django.http import HttpRequest

THEMES = ("auto", "light", "dark")
COOKIE = "duly-theme"
COOKIE_SECONDS = 365 * 24 * 3600


def theme_of(request: HttpRequest) -> str:
    """What somebody chose; who has not signed in gets what was chosen last on this device."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        chosen = user.theme
    else:
        chosen = request.COOKIES.get(COOKIE, "auto")
    return chosen if chosen in THEMES else "auto"
