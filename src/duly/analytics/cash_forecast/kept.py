"""How is what was learned kept, and how is it known that nobody changed it?"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from duly.analytics.cash_forecast.accuracy import PastWeeks
from duly.analytics.cash_forecast.bands import Bands
from duly.analytics.cash_forecast.correction import Correction
from duly.analytics.cash_forecast.daily import Learned
from duly.analytics.cash_forecast.dependence import Dependence
from duly.analytics.cash_forecast.forecast import Setting
from duly.analytics.foresight.curves import Floats
from duly.analytics.foresight.stored import (
    SEAL,
    model_of,
    opened,
    parts_of,
    refuse_occupied,
    seal_of,
    sums_of,
)
from duly.book.findings import BadInput
from duly.book.policy.forecast import ForecastPolicy

_CASH = "cash.json"
_WHERE = "what was learned"
# The same parts make the same archive, whenever it is made.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def packed(learned: Learned) -> bytes:
    """One archive of text with the sha256 of each part; the same model gives the same bytes.

    Nothing in it is code. What is assumed of the future (`what_if`) is not kept.
    """
    parts = _parts(learned)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {SEAL: seal_of(parts), **parts}.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return held.getvalue()


def unpacked(archive: bytes) -> Learned:
    """What was packed. Raises BadInput where it is none, of another version, or changed."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as held:
            found = {name: held.read(name) for name in held.namelist()}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError, OSError) as error:
        raise BadInput(f"{_WHERE} was damaged; fit it anew") from error
    sums = sums_of(found.pop(SEAL, b""), _WHERE)
    told = {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}
    if told != sums:
        raise BadInput(f"{_WHERE} was changed since it was kept; fit it anew")
    return _learned(found, _WHERE)


def save_learned(learned: Learned, folder: Path) -> None:
    """The same as files of a folder. Raises BadInput for a folder that holds anything else."""
    refuse_occupied(folder)
    for old in folder.glob("head_*.txt"):
        old.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    parts = _parts(learned)
    for name, content in {SEAL: seal_of(parts), **parts}.items():
        (folder / name).write_bytes(content)


def load_learned(folder: Path) -> Learned:
    """What was saved in a folder. Raises BadInput as `unpacked` does."""
    return _learned(opened(folder), str(folder))


def _parts(learned: Learned) -> dict[str, bytes]:
    return {**parts_of(learned.model), _CASH: json.dumps(_told(learned), indent=1).encode()}


def _learned(parts: Mapping[str, bytes], where: str) -> Learned:
    if _CASH not in parts:
        raise BadInput(f"{where} tells nothing of cash; fit it anew")
    told = json.loads(parts[_CASH])
    return Learned(model_of(parts), _setting(told["setting"]), _past(told["past"]))


def _told(learned: Learned) -> dict[str, Any]:
    setting, past = learned.setting, learned.past
    return {
        "setting": {
            "policy": setting.policy.model_dump(),
            "promise_tolerance_days": setting.promise_tolerance_days,
            "dependence": [setting.dependence.account, setting.dependence.everybody],
            "correction": {
                "said": setting.correction.said.tolist(),
                "came": setting.correction.came.tolist(),
            },
            "bands": [setting.bands.near, setting.bands.far],
            "seed": setting.seed,
        },
        "past": past and {one.name: _plain(getattr(past, one.name)) for one in fields(past)},
    }


def _setting(told: dict[str, Any]) -> Setting:
    correction = {name: np.array(values) for name, values in told["correction"].items()}
    return Setting(
        ForecastPolicy(**told["policy"]),
        promise_tolerance_days=told["promise_tolerance_days"],
        dependence=Dependence(*told["dependence"]),
        correction=Correction(**correction),
        bands=Bands(*told["bands"]),
        seed=told["seed"],
    )


def _past(told: dict[str, Any] | None) -> PastWeeks | None:
    if told is None:
        return None
    return PastWeeks(
        origins=np.array(told["origins"], dtype=np.int64),
        currencies=np.array(told["currencies"], dtype=object),
        weeks=np.array(told["weeks"], dtype=np.int64),
        open_bands=_floats(told["open_bands"]),
        open_actual=_floats(told["open_actual"]),
        all_bands=_floats(told["all_bands"]),
        all_actual=_floats(told["all_actual"]),
        baselines={name: _floats(values) for name, values in told["baselines"].items()},
    )


def _floats(values: list[Any]) -> Floats:
    return np.array(values, dtype=np.float64)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return value.tolist()
