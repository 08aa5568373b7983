"""How is a model of severe delinquency kept in a file, and read again to the same figures?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

from duly.analytics.accuracy import Accuracy, CalibrationBand
from duly.analytics.failure.boosted import BoostedTrees
from duly.analytics.failure.stored import card_content, card_of
from duly.analytics.late_risk.model import Calibration, Judgement, Kind, LateRiskModel, Refusal
from duly.analytics.late_risk.observation import CHARACTERISTICS
from duly.book.findings import BadInput
from duly.book.sealed_document import read_sealed, write_sealed

KIND = "late-risk model"
VERSION = 1


def write_late_risk(model: LateRiskModel, path: Path) -> str:
    """Write the model, a refusal too; the seal is given back."""
    content = {
        "kind": model.kind,
        "refusal": model.refusal,
        "characteristics": list(CHARACTERISTICS),
        "card": None if model.card is None else card_content(model.card),
        "trees": None if model.trees is None else model.trees.text,
        "calibration": asdict(model.calibration),
        "judgement": None if model.judgement is None else asdict(model.judgement),
    }
    return write_sealed(path, kind=KIND, version=VERSION, content=content)


def read_late_risk(path: Path) -> LateRiskModel:
    """The model in a file. Raises `BadInput` when the file was changed or cannot be used."""
    content = read_sealed(path, kind=KIND, newest_version=VERSION)
    try:
        return _model(content)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(f"{path} holds no late-risk model that makes sense: {error}") from error


def _model(content: Mapping[str, Any]) -> LateRiskModel:
    if content["characteristics"] != list(CHARACTERISTICS):
        raise ValueError("it reads other characteristics than this Duly observes; fit it again")
    kind, refusal = content["kind"], content["refusal"]
    if (kind is None) == (refusal is None) or kind not in (None, *get_args(Kind)):
        raise ValueError("it is neither a model nor the refusal of one")
    if refusal not in (None, *get_args(Refusal)):
        raise ValueError("why there is no model is unknown")
    card, trees = content["card"], content["trees"]
    if (card is not None, trees is not None) != (kind == "scorecard", kind == "boosted"):
        raise ValueError("its parts do not fit its kind")
    return LateRiskModel(
        kind=kind,
        refusal=refusal,
        card=None if card is None else card_of(card),
        trees=None if trees is None else BoostedTrees(str(trees)),
        calibration=Calibration(**content["calibration"]),
        judgement=None if content["judgement"] is None else _judgement(content["judgement"]),
    )


def _judgement(content: Mapping[str, Any]) -> Judgement:
    return Judgement(
        fitted_on=content["fitted_on"],
        judged_on=content["judged_on"],
        fitted_events=content["fitted_events"],
        judged_events=content["judged_events"],
        accuracy={name: Accuracy(**figures) for name, figures in content["accuracy"].items()},
        calibration=[CalibrationBand(**band) for band in content["calibration"]],
    )
