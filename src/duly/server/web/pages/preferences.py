"""What did somebody choose for themselves: light or dark, and their language?"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from duly.server.platform.guard import allowed
from duly.server.platform.rights import Act
from duly.server.web.appearance import COOKIE, COOKIE_SECONDS, THEMES
from duly.server.web.asking import Asked


@require_POST
@allowed(Act.SEE_BOOK)
def choose(request: Asked) -> HttpResponse:
    """Keep a theme or a language and go back to the page it was chosen on."""
    theme, language = request.POST.get("theme"), request.POST.get("language")
    response = HttpResponseRedirect(_back(request))
    if theme in THEMES:
        request.actor.user.theme = theme
        request.actor.user.save(update_fields=["theme"])
        response.set_cookie(
            COOKIE, theme, COOKIE_SECONDS, samesite="Lax", secure=settings.HTTPS, httponly=True
        )
    elif language in dict(settings.LANGUAGES):
        request.actor.user.language = language
        request.actor.user.save(update_fields=["language"])
    else:
        return HttpResponseBadRequest()
    return response


def _back(request: Asked) -> str:
    """The page somebody came from, if it is one of ours."""
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if is_ours and target.startswith("/") else "/"
