"""Who may sign in? Whoever an administrator invited; nobody makes an account by themselves."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from duly.server.platform.models import User


class ClosedDoor(DefaultAccountAdapter):
    """allauth without sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SameWork(AuthenticationBackend):
    """Every try hashes the password once, so that the time it takes does not tell who is known.

    It is the only one: each further one would hash it again, as allauth's does itself where an
    address is given both as name and as address.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        if credentials.get("email") == credentials.get("username"):
            credentials.pop("email", None)
        return super().authenticate(request, **credentials)
