"""What is a country called in the reader's language?"""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language, gettext


def territory(code: str | None) -> str:
    """`DE` is Germany; an unknown code stays as it is."""
    if not code:
        return gettext("not stated")
    return _names((get_language() or "en").split("-")[0]).get(code, code)


@lru_cache(maxsize=16)
def _names(language: str) -> dict[str, str]:
    return dict(Locale.parse(language).territories)
