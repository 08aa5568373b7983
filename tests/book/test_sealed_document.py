"""Is a saved model read back to the last bit, and a changed one refused?"""

import json
from pathlib import Path

import pytest

from duly.book import sealed_document
from duly.book.findings import BadInput
from duly.book.sealed_document import read_sealed, seal_of, write_sealed

CONTENT = {"weights": [0.1, -1 / 3, 1e-300], "name": "Müller & Söhne", "steps": {"a": None}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    written = tmp_path / "model.json"
    write_sealed(written, kind="scorecard", version=1, content=CONTENT)
    return written


def refusal(path: Path, *, kind: str = "scorecard", newest_version: int = 1) -> str:
    with pytest.raises(BadInput) as refused:
        read_sealed(path, kind=kind, newest_version=newest_version)
    return str(refused.value)


def rewrite(path: Path, **changed: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changed), "utf-8")


def test_what_was_written_is_read_to_the_last_bit(path):
    assert read_sealed(path, kind="scorecard", newest_version=1) == CONTENT


def test_the_same_content_has_the_same_bytes_and_seal(path, tmp_path):
    again = tmp_path / "again.json"
    turned = dict(reversed(CONTENT.items()))
    seal = write_sealed(again, kind="scorecard", version=1, content=turned)
    assert again.read_bytes() == path.read_bytes()
    assert json.loads(path.read_text("utf-8"))["sha256"] == seal


def test_laying_out_the_file_anew_does_not_break_its_seal(path):
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")), indent=8), "utf-8")
    assert read_sealed(path, kind="scorecard", newest_version=1) == CONTENT


def test_an_older_version_is_read_by_a_newer_reader(path):
    assert read_sealed(path, kind="scorecard", newest_version=3) == CONTENT


@pytest.mark.parametrize(
    "changed",
    [{"content": CONTENT | {"name": "Muller"}}, {"content": {}}, {"sha256": "0" * 64}],
    ids=["a word", "nothing left", "the seal"],
)
def test_a_changed_document_is_refused(path, changed):
    rewrite(path, **changed)
    assert "was changed since it was written" in refusal(path)


@pytest.mark.parametrize("version", [0, 2, True, "1", None], ids=str)
def test_a_version_that_cannot_be_read_is_refused(path, version):
    rewrite(path, version=version)
    assert f"has version {version} of its form" in refusal(path)


def test_a_document_of_another_kind_is_refused(path):
    assert "holds a scorecard, not a timing model" in refusal(path, kind="timing model")


@pytest.mark.parametrize(
    "text",
    ["", "[" * 100_000, "[1]", "{", '{"kind": 1}', '{"content": NaN}', "\udcff"],
    ids=["empty", "deep", "a list", "cut short", "other keys", "no number", "no text"],
)
def test_what_is_no_sealed_document_is_refused(tmp_path, text):
    path = tmp_path / "stranger.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert "is no model saved by Duly" in refusal(path)


def test_content_that_is_no_mapping_is_refused(path):
    rewrite(path, content=[1, 2])
    assert "is no model saved by Duly" in refusal(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "cannot read" in refusal(tmp_path / "none.json")


def test_a_file_too_large_is_refused_unread(path, monkeypatch):
    monkeypatch.setattr(sealed_document, "MAX_BYTES", 10)
    assert "larger than any model" in refusal(path)


def test_a_number_that_is_not_finite_is_never_written(path):
    before = path.read_bytes()
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_sealed(path, kind="scorecard", version=1, content={"auc": float("nan")})
    assert path.read_bytes() == before


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path):
    with pytest.raises(BadInput, match="cannot write"):
        write_sealed(tmp_path / "none" / "model.json", kind="a", version=1, content={})
    assert list(tmp_path.iterdir()) == []


def test_the_seal_covers_kind_and_version():
    bodies = [{"kind": kind, "version": n, "content": {}} for kind in "ab" for n in (1, 2)]
    assert len({seal_of(body) for body in bodies}) == 4
