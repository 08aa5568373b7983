"""May this request be answered? Each view names the act it takes, or says that it is open to all.

The mark `.act` lets a test list every route with what it demands; a view without one is a mistake.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from duly.server.platform.rights import Act, actor_of, demand

OPEN = "open"
View = TypeVar("View", bound=Callable[..., Any])


def allowed(act: Act) -> Callable[[View], View]:
    """Let in who may do this, with `request.actor` set. Others get 403; visitors sign in first."""

    def guarded(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user = request.user
            if not user.is_authenticated:
                return _to_sign_in(request)
            actor = actor_of(user)
            demand(actor, act)
            request.actor = actor  # type: ignore[attr-defined]  # views ask for it by this name
            return cast(HttpResponse, view(request, *args, **kwargs))

        answer.act = act.value  # type: ignore[attr-defined]  # the mark the rights matrix reads
        return cast(View, answer)

    return guarded


def open_to_all(view: View) -> View:
    """Mark a view that needs no sign-in: health, signing in, the words of the law."""
    view.act = OPEN  # type: ignore[attr-defined]  # the mark the rights matrix reads
    return view


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """A fragment asked for by HTMX cannot be replaced by the sign-in page: the whole page goes."""
    if request.headers.get("HX-Request") != "true":
        return redirect_to_login(request.get_full_path())
    came_from = request.headers.get("HX-Current-URL", "")
    target = redirect_to_login(_path_of(came_from)).headers["Location"]
    return HttpResponse(status=401, headers={"HX-Redirect": target})


def _path_of(url: str) -> str:
    """The address without its host, so that nobody is sent elsewhere after signing in."""
    parts = urlsplit(url)
    path = parts.path if parts.path.startswith("/") and not parts.path.startswith("//") else "/"
    return f"{path}?{parts.query}" if parts.query else path
