"""Of which pieces is a page made? Finished words and figures; the templates only place them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from duly.report.figures import NOT_KNOWN

_NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, a smaller line below it, a colour class, a drawing, a hint."""

    text: str
    detail: str = ""
    css: str = ""
    hint: str = ""
    picture: Markup = _NOTHING


@dataclass(frozen=True, slots=True)
class Head:
    """A heading. Figures stand right-aligned below it; `unit` is said here, once."""

    title: str
    is_figure: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `more` tells of rows left out; on a telephone rows become cards if `stacks`.

    `folded` is the line to click on for a table that only repeats a drawing.
    """

    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[Cell, ...] = ()
    more: str = ""
    stacks: bool = True
    caption: str = ""
    folded: str = ""

    template: ClassVar[str] = "blocks/grid.html"


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend: the colour class it explains, its name, its figure."""

    name: str
    css: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart with its legend."""

    svg: Markup
    keys: tuple[Key, ...] = ()

    template: ClassVar[str] = "blocks/drawing.html"


@dataclass(frozen=True, slots=True)
class Prose:
    """Sentences, each a paragraph or, with `is_list`, a point."""

    sentences: tuple[str | Markup, ...]
    is_list: bool = False
    css: str = ""

    template: ClassVar[str] = "blocks/prose.html"


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what is to be said of it."""

    term: str
    text: str | Markup
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """A list of terms with their explanation or value."""

    facts: tuple[Fact, ...]
    css: str = ""

    template: ClassVar[str] = "blocks/facts.html"


Block = Grid | Drawing | Prose | Facts


@dataclass(frozen=True, slots=True)
class Header:
    """The strip at the top: of what, as of when, and how it was made in a few chips."""

    name: str
    as_of: str
    as_of_reason: str = ""
    chips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One key figure, on one line, with what it means below and its past beside."""

    label: str
    value: str
    unit: str = ""
    detail: str = ""
    css: str = ""
    picture: Markup = _NOTHING


@dataclass(frozen=True, slots=True)
class Card:
    """A card of a section; a half-width one stands beside another where there is room."""

    title: str
    blocks: tuple[Block, ...]
    note: str = ""
    is_half: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the page, with the anchor the list of contents points to."""

    anchor: str
    title: str
    lede: str
    cards: tuple[Card, ...]


def unknown(why: str = "") -> Cell:
    """A cell for what is not known, with the reason below it; never a zero."""
    return Cell(NOT_KNOWN, detail=why, css="unknown")
