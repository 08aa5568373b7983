"""Is it still the same person at the desk? What gives power asks for the password again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from allauth.account.decorators import reauthentication_required

View = TypeVar("View", bound=Callable[..., Any])


def signed_in_lately(view: View) -> View:
    """Who signed in some minutes ago does so again; what was sent is then done."""
    return cast(View, reauthentication_required(view))
