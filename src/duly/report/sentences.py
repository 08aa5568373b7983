"""How do a sentence and a section of ours stand on a page, their words taken from the TOML?"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from duly.report import words
from duly.report.blocks import Card, Section
from duly.report.figures import clean_text


def bold_sentence(code: str, *, kind: str, **known: Any) -> Markup:
    """The sentence of a code with its figures in bold; everything from the file is escaped."""
    return Markup(words.sentence(code, kind=kind, dress=_bold, **known))  # noqa: S704 (escaped)


def section_of(kind: str, anchor: str, *cards: Card | None) -> Section:
    """A section whose title and lede stand in the words of its page."""
    kept = tuple(card for card in cards if card is not None)
    return Section(anchor, words.title(anchor, kind=kind), words.sentence(anchor, kind=kind), kept)


def _bold(figure: str, form: str) -> str:
    safe = escape(clean_text(figure))
    return str(safe) if form in {"plain", "word"} else f"<strong>{safe}</strong>"
