"""Does a stored model come back as it was, and is a changed one refused?"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tests.analytics.foresight.ledgers import FIT_ON, book, model, whole

from duly.analytics.foresight.scoring import score
from duly.analytics.foresight.stored import VERSION, fingerprint, load, refuse_occupied, save
from duly.book.findings import BadInput


@pytest.mark.parametrize("kind", ["boosted", "line", "shrinkage"])
def test_a_model_comes_back_as_it_was(kind: str, tmp_path: Path) -> None:
    save(model(kind), tmp_path / "m")
    again = load(tmp_path / "m")
    assert again.choice == model(kind).choice
    now, then = (score(one, book(), as_of=FIT_ON) for one in (again, model(kind)))
    # Two threads add up in any order, so that the last digit of a float may differ.
    assert np.allclose(*(whole(one.curves).cumulative for one in (now, then)), rtol=0, atol=1e-12)
    assert np.allclose(now.p90, then.p90, rtol=0, atol=1e-9)


def test_two_savings_of_a_model_are_the_same_model(tmp_path: Path) -> None:
    for name in ("a", "b"):
        save(model("boosted"), tmp_path / name)
    assert fingerprint(tmp_path / "a") == fingerprint(tmp_path / "b")
    save(model("shrinkage"), tmp_path / "c")
    assert fingerprint(tmp_path / "c") != fingerprint(tmp_path / "a")


def test_a_changed_part_is_refused(tmp_path: Path) -> None:
    save(model("boosted"), tmp_path)
    head = tmp_path / "head_00.txt"
    head.write_text(head.read_text() + " ")
    with pytest.raises(BadInput, match=r"head_00\.txt was changed"):
        load(tmp_path)


def test_a_missing_part_is_refused(tmp_path: Path) -> None:
    save(model("boosted"), tmp_path)
    (tmp_path / "model.json").unlink()
    with pytest.raises(BadInput, match="is missing"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("seal", "message"),
    [
        (None, "holds no model"),
        ("[]", "holds no model"),
        ("{", "holds no model"),
        (json.dumps({"version": VERSION, "sha256": {}}), "holds no model"),
        (json.dumps({"version": VERSION, "sha256": []}), "holds no model"),
        (
            json.dumps({"version": VERSION, "sha256": {"model.json": "", "../x": ""}}),
            "holds no model",
        ),
        (json.dumps({"version": 0, "sha256": {}}), "version 0"),
    ],
)
def test_what_is_no_model_is_refused(seal: str | None, message: str, tmp_path: Path) -> None:
    if seal is not None:
        (tmp_path / "seal.json").write_text(seal)
    with pytest.raises(BadInput, match=message):
        load(tmp_path)


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text("account_id\n")
    with pytest.raises(BadInput, match="holds other things"):
        save(model("shrinkage"), tmp_path)
    assert [part.name for part in tmp_path.iterdir()] == ["accounts.csv"]


def test_a_file_is_no_folder_for_a_model(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(BadInput, match="is a file"):
        refuse_occupied(tmp_path / "taken")


def test_another_model_in_the_folder_is_replaced(tmp_path: Path) -> None:
    save(model("boosted"), tmp_path)
    save(model("shrinkage"), tmp_path)
    assert load(tmp_path).kind == "shrinkage"
