"""Which texts and amounts may enter a table? One base type for each bans what breaks a database."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

# What SQLite, PostgreSQL, JSON and a float of the browser all hold exactly is not needed; int64 is.
LARGEST_UNITS = 2**63 - 1
_KEPT_CONTROLS = {"\n", "\t"}


def plain(text: str) -> str:
    """The text without control characters and lone surrogates, which no sink agrees on.

    Vertical tabs break mail headers, NUL is refused by PostgreSQL, surrogates cannot be encoded.
    """
    if text.isprintable():
        return text
    return "".join(sign for sign in text if sign in _KEPT_CONTROLS or not _breaks(sign))


def _breaks(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cs"}


class TextLine(models.CharField):
    """A short text. Control characters are taken out on the way to the database."""

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return plain(prepared) if isinstance(prepared, str) else prepared


class Prose(models.TextField):
    """A long text with lines. Control characters are taken out on the way to the database."""

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return plain(prepared) if isinstance(prepared, str) else prepared


class Units(models.BigIntegerField):
    """Money in the smallest unit of its currency, which stands in a column beside it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault(
            "validators", [MinValueValidator(-LARGEST_UNITS), MaxValueValidator(LARGEST_UNITS)]
        )
        super().__init__(*args, **kwargs)


class Currency(TextLine):
    """An ISO 4217 code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 3
        super().__init__(*args, **kwargs)
