"""How is a scorecard kept in a file, and read again to the same points?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

from duly.analytics.failure.binning import Shape
from duly.analytics.failure.scaling import PointsScale
from duly.analytics.failure.scorecard import Characteristic, Missing, Scorecard
from duly.book.findings import BadInput
from duly.book.sealed_document import read_sealed, write_sealed

KIND = "statement scorecard"
VERSION = 1


def write_card(card: Scorecard, path: Path, *, facts: Mapping[str, Any] | None = None) -> str:
    """Write the card, with facts about its fitting (what JSON can hold); the seal is given back."""
    content = {**card_content(card), "facts": dict(facts or {})}
    return write_sealed(path, kind=KIND, version=VERSION, content=content)


def read_card(path: Path) -> Scorecard:
    """The card in a file. Raises `BadInput` when the file was changed, or is no scorecard."""
    content = read_sealed(path, kind=KIND, newest_version=VERSION)
    try:
        card = card_of(content)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(f"{path} holds no scorecard that makes sense: {error}") from error
    return card


def read_facts(path: Path) -> Mapping[str, Any]:
    """What was noted about the fitting of the card in a file."""
    facts = read_sealed(path, kind=KIND, newest_version=VERSION).get("facts", {})
    return facts if isinstance(facts, dict) else {}


def card_content(card: Scorecard) -> dict[str, Any]:
    """The card as JSON can hold it."""
    return {
        "characteristics": [asdict(item) for item in card.characteristics],
        "intercept": card.intercept,
        "scale": asdict(card.scale),
        "missing": card.missing,
    }


def card_of(content: Mapping[str, Any]) -> Scorecard:
    """The card again. Raises KeyError, TypeError or ValueError where it makes no sense."""
    items = tuple(_characteristic(item) for item in content["characteristics"])
    _require(bool(items), "it has no characteristics")
    _require(content["missing"] in get_args(Missing), "what a gap may say is unknown")
    scale = PointsScale(**content["scale"])
    return Scorecard(items, float(content["intercept"]), scale, content["missing"])


def _characteristic(item: Mapping[str, Any]) -> Characteristic:
    edges = tuple(float(edge) for edge in item["edges"])
    cells = {name: tuple(item[name]) for name in ("counts", "failures", "evidence", "effects")}
    _require(list(edges) == sorted(set(edges)), f"the edges of {item['name']} do not rise")
    sizes = {len(values) for values in cells.values()}
    _require(sizes == {len(edges) + 2}, f"the bins of {item['name']} do not fit its edges")
    _require(item["shape"] in get_args(Shape), f"the shape of {item['name']} is unknown")
    return Characteristic(
        name=str(item["name"]),
        edges=edges,
        shape=item["shape"],
        counts=tuple(int(count) for count in cells["counts"]),
        failures=tuple(int(lost) for lost in cells["failures"]),
        evidence=tuple(float(one) for one in cells["evidence"]),
        effects=tuple(float(one) for one in cells["effects"]),
    )


def _require(condition: bool, otherwise: str) -> None:
    if not condition:
        raise ValueError(otherwise)
