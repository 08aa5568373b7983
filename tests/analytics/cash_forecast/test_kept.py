"""Does what was learned come back as it was, and is it refused when it was changed?"""

from __future__ import annotations

import io
import zipfile
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from tests.analytics.foresight.ledgers import model

from duly.analytics.cash_forecast.accuracy import PastWeeks
from duly.analytics.cash_forecast.bands import Bands
from duly.analytics.cash_forecast.correction import NO_CORRECTION, Correction
from duly.analytics.cash_forecast.daily import Learned
from duly.analytics.cash_forecast.dependence import Dependence
from duly.analytics.cash_forecast.forecast import Setting
from duly.analytics.cash_forecast.kept import load_learned, packed, save_learned, unpacked
from duly.analytics.foresight.stored import save
from duly.book.findings import BadInput
from duly.book.policy.forecast import ForecastPolicy

PAST = PastWeeks(
    origins=np.array([739_000, 739_000]),
    currencies=np.array(["EUR", "JPY"], dtype=object),
    weeks=np.array([0, 1]),
    open_bands=np.arange(6.0).reshape(3, 2),
    open_actual=np.array([1.5, 2.0]),
    all_bands=np.arange(6.0).reshape(3, 2) + 1,
    all_actual=np.array([3.0, 4.0]),
    baselines={"due_date": np.array([7.0, 8.0])},
)
SETTING = Setting(
    ForecastPolicy(weeks=6, draws=200),
    promise_tolerance_days=5,
    dependence=Dependence(account=0.2, everybody=0.01),
    correction=Correction(NO_CORRECTION.said, NO_CORRECTION.came**2),
    bands=Bands(near=1.1, far=1.3),
    seed=9,
)
LEARNED = Learned(model("boosted"), SETTING, PAST)


def told(learned: Learned) -> str:
    """Everything of it, as text."""
    setting = {one.name: getattr(learned.setting, one.name) for one in fields(Setting)}
    past = learned.past and {one.name: getattr(learned.past, one.name) for one in fields(PastWeeks)}
    heads = learned.model.boosted and learned.model.boosted.heads
    return repr((learned.model.choice, learned.model.calibration, heads, setting, past))


@pytest.mark.parametrize(
    "learned",
    [LEARNED, Learned(model("shrinkage"), Setting(), None)],
    ids=["boosted", "of_a_young_book"],
)
def test_it_comes_back_as_it_was(learned: Learned, tmp_path: Path) -> None:
    assert told(unpacked(packed(learned))) == told(learned)
    save_learned(learned, tmp_path / "m")
    assert told(load_learned(tmp_path / "m")) == told(learned)


def test_the_same_is_packed_the_same_and_another_is_not() -> None:
    again = unpacked(packed(LEARNED))
    assert packed(again) == packed(LEARNED)
    assert packed(replace(LEARNED, setting=Setting())) != packed(LEARNED)


def repacked(archive: bytes, **changed: bytes | None) -> bytes:
    """The archive with some parts exchanged, or taken out."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            content = changed.get(name.partition(".")[0], old.read(name))
            if content is not None:
                new.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize("part", ["model", "cash", "head_00"])
def test_a_part_that_was_changed_or_taken_out_is_refused(part: str) -> None:
    for content in (b"{}", None):
        with pytest.raises(BadInput, match="was changed"):
            unpacked(repacked(packed(LEARNED), **{part: content}))


@pytest.mark.parametrize("archive", [b"", b"PK", packed(LEARNED)[:-40]])
def test_what_is_no_archive_is_refused(archive: bytes) -> None:
    with pytest.raises(BadInput, match="was damaged"):
        unpacked(archive)


def test_an_archive_with_a_broken_part_is_refused() -> None:
    whole = bytearray(packed(LEARNED))
    middle = len(whole) // 2
    whole[middle : middle + 40] = bytes(40)
    with pytest.raises(BadInput, match="was damaged"):
        unpacked(bytes(whole))


def test_an_archive_without_a_seal_is_refused() -> None:
    with pytest.raises(BadInput, match="holds no model"):
        unpacked(repacked(packed(LEARNED), seal=None))


def test_a_model_without_cash_is_refused(tmp_path: Path) -> None:
    save(model("shrinkage"), tmp_path)
    with pytest.raises(BadInput, match="tells nothing of cash"):
        load_learned(tmp_path)


def test_a_richer_model_in_the_folder_is_replaced_and_other_things_are_not(tmp_path: Path) -> None:
    save_learned(LEARNED, tmp_path / "m")
    poorer = Learned(model("shrinkage"), Setting(), None)
    save_learned(poorer, tmp_path / "m")
    assert told(load_learned(tmp_path / "m")) == told(poorer)
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(BadInput, match="holds other things"):
        save_learned(LEARNED, tmp_path)
