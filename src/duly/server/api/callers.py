"""Who calls, and may it? A program by its token, a browser by its session and form token."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import AuthenticationError, HttpError
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from duly.server.platform.rights import Act, Actor, actor_of, demand
from duly.server.platform.tokens import actor_by_token


class Token(HttpBearer):
    """`Authorization: Bearer duly_…`, a token made under *API tokens* with the scopes it needs."""

    def __init__(self, act: Act) -> None:
        super().__init__()
        self.act = act

    def __call__(self, request: HttpRequest) -> Actor | None:
        """A header that is no valid token is refused: no session stands in for it."""
        if "Authorization" not in request.headers:
            return None
        actor: Actor | None = super().__call__(request)
        if actor is None:
            raise AuthenticationError
        return _let_in(request, actor, self.act)

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        return actor_by_token(token)


class Session(APIKeyCookie):
    """The session of a browser that has signed in; writing needs the header `X-CSRFToken` too."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self, act: Act) -> None:
        super().__init__()
        self.act = act

    def __call__(self, request: HttpRequest) -> Actor | None:
        return self.authenticate(request, None)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        user = request.user
        if not user.is_authenticated:
            return None
        if check_csrf(request) is not None:
            raise HttpError(403, "cross-site request")
        return _let_in(request, actor_of(user), self.act)


def _let_in(request: HttpRequest, actor: Actor, act: Act) -> Actor:
    demand(actor, act)
    request.actor = actor  # type: ignore[attr-defined]  # views ask for it by this name
    return actor
