"""By which letters is a customer found? Its name and numbers in lower case, without accents."""

from __future__ import annotations

import unicodedata

LONGEST = 600
# Letters that no decomposition turns into plain ones.
_PLAIN = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def search_text(*parts: str | None) -> str:
    """What a search compares with: give it the searched words too."""
    joined = " ".join(part for part in parts if part).casefold()
    letters = unicodedata.normalize("NFKD", joined)
    return "".join(sign for sign in letters if not unicodedata.combining(sign)).translate(_PLAIN)[
        :LONGEST
    ]
