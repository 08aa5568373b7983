"""How is a payment-timing model kept in a folder, and how is it known that nobody changed it?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from duly.analytics.foresight.boosted import Boosted
from duly.analytics.foresight.choice import Choice
from duly.analytics.foresight.conformal import Calibration
from duly.analytics.foresight.curves import Floats, Whole
from duly.analytics.foresight.line import Line
from duly.analytics.foresight.model import TimingModel
from duly.book.findings import BadInput

# A model of another version is refused: its numbers may mean something else.
VERSION = 2
SEAL = "seal.json"
_MODEL, _HEAD = "model.json", "head_"


def save(model: TimingModel, folder: Path) -> None:
    """Write the model as JSON, its trees as LightGBM's text, and the sha256 of every part.

    Nothing in it is code; a model that is read can only be added up. Another model in the folder is
    replaced. Raises BadInput for a folder that holds anything else.
    """
    refuse_occupied(folder)
    for old in folder.glob("head_*.txt"):
        old.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    parts = parts_of(model)
    for name, content in parts.items():
        (folder / name).write_bytes(content)
    (folder / SEAL).write_bytes(seal_of(parts))


def load(folder: Path) -> TimingModel:
    """The model in a folder. Raises BadInput where it is none, of another version, or changed."""
    return model_of(opened(folder))


def refuse_occupied(folder: Path) -> None:
    """Raise BadInput for a folder that holds anything but a model, which `save` would refuse."""
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder} is a file; name a new folder")
    if folder.exists() and any(folder.iterdir()) and not (folder / SEAL).exists():
        raise BadInput(f"{folder} holds other things than a model; name a new folder")


def parts_of(model: TimingModel) -> dict[str, bytes]:
    """The model as named pieces of text."""
    parts = {_MODEL: json.dumps(_told(model), indent=1).encode()}
    for place, head in enumerate(model.boosted.heads if model.boosted else ()):
        parts[f"{_HEAD}{place:02}.txt"] = head.encode()
    return parts


def model_of(parts: Mapping[str, bytes]) -> TimingModel:
    """The model of these pieces; others among them are left alone."""
    heads = tuple(parts[name].decode() for name in sorted(parts) if name.startswith(_HEAD))
    return _model(json.loads(parts[_MODEL]), heads)


def seal_of(parts: Mapping[str, bytes]) -> bytes:
    """The version and the sha256 of every piece."""
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()}
    return json.dumps({"version": VERSION, "sha256": sums}, indent=1).encode()


def opened(folder: Path) -> dict[str, bytes]:
    """The pieces in a folder, each as it was sealed. Raises BadInput as `load` does."""
    sums = sums_of(_seal_in(folder), str(folder))
    return {name: _unchanged(folder / name, digest) for name, digest in sums.items()}


def fingerprint(folder: Path) -> str:
    """What tells this model from every other: the sha256 of its seal."""
    return hashlib.sha256((folder / SEAL).read_bytes()).hexdigest()


def _seal_in(folder: Path) -> bytes:
    try:
        return (folder / SEAL).read_bytes()
    except OSError as error:
        raise BadInput(f"{folder} holds no model; make one with duly fit") from error


def sums_of(seal: bytes, where: str) -> dict[str, str]:
    """The sha256 of each piece by its name. Raises BadInput for what is no seal of this version."""
    try:
        told = json.loads(seal)
        version, sums = told["version"], told["sha256"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{where} holds no model; make one with duly fit") from error
    if version != VERSION:
        raise BadInput(
            f"{where} holds a model of version {version}, this is {VERSION}; fit it anew"
        )
    if not isinstance(sums, dict) or _MODEL not in sums or any("/" in name for name in sums):
        raise BadInput(f"{where} holds no model; make one with duly fit")
    return sums


def _unchanged(path: Path, digest: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} is missing from the model; fit it anew") from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise BadInput(f"{path} was changed since the model was saved; fit it anew")
    return content


def _told(model: TimingModel) -> dict[str, Any]:
    line, boosted, choice = model.line, model.boosted, model.choice
    return {
        "fit_on": model.fit_on.isoformat(),
        "kind": model.kind,
        "days": model.days.tolist(),
        "shape": model.shape.tolist(),
        "choice": {name: _plain(getattr(choice, name)) for name in Choice.__slots__},
        "calibration": {
            name: getattr(model.calibration, name).tolist() for name in Calibration.__slots__
        },
        "line": line
        and {
            "usual": list(line.usual),
            "middle": line.middle.tolist(),
            "scale": line.scale.tolist(),
            "weights": line.weights.tolist(),
        },
        "boosted": boosted
        and {
            "names": list(boosted.names),
            "levels": {name: list(known) for name, known in boosted.levels.items()},
        },
    }


def _plain(value: Any) -> Any:
    return dict(value) if hasattr(value, "items") else value


def _model(told: dict[str, Any], heads: tuple[str, ...]) -> TimingModel:
    days = _whole(told["days"])
    line, boosted, past = told["line"], told["boosted"], told["calibration"]
    return TimingModel(
        date.fromisoformat(told["fit_on"]),
        told["kind"],
        days,
        _floats(told["shape"]),
        Choice(**told["choice"]),
        Calibration(_whole(past["known"]), _whole(past["bands"]), _floats(past["scores"])),
        line and _line(days, line),
        boosted and _boosted(days, boosted, heads),
    )


def _line(days: Whole, told: dict[str, Any]) -> Line:
    middle, scale, weights = (_floats(told[name]) for name in ("middle", "scale", "weights"))
    return Line(days, (told["usual"][0], told["usual"][1]), middle, scale, weights)


def _boosted(days: Whole, told: dict[str, Any], heads: tuple[str, ...]) -> Boosted:
    levels = {name: tuple(known) for name, known in told["levels"].items()}
    return Boosted(days, tuple(told["names"]), levels, heads)


def _whole(numbers: list[int]) -> Whole:
    return np.array(numbers, dtype=np.int64)


def _floats(numbers: list[Any]) -> Floats:
    return np.array(numbers, dtype=np.float64)
