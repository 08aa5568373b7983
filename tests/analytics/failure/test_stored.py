import json

import pytest
from tests.analytics.failure.test_scorecard import CARD

from duly.analytics.failure.stored import KIND, VERSION, read_card, read_facts, write_card
from duly.book.findings import BadInput
from duly.book.sealed_document import read_sealed, write_sealed


@pytest.fixture
def path(tmp_path):
    written = tmp_path / "card.json"
    write_card(CARD, written, facts={"label": "failed"})
    return written


def test_a_card_is_read_as_it_was_written(path):
    assert read_card(path) == CARD
    assert read_card(path).points == CARD.points
    assert read_facts(path) == {"label": "failed"}


def test_a_card_without_facts_has_none(tmp_path):
    write_card(CARD, tmp_path / "card.json")
    assert read_facts(tmp_path / "card.json") == {}


def test_a_card_that_was_changed_is_refused(path):
    document = json.loads(path.read_text("utf-8"))
    document["content"]["characteristics"][0]["effects"][0] = -9
    path.write_text(json.dumps(document), "utf-8")
    with pytest.raises(BadInput, match="was changed since it was written"):
        read_card(path)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("edges", [3.0, 1.0], "the edges of debt do not rise"),
        ("counts", [1], "the bins of debt do not fit its edges"),
        ("shape", "round", "the shape of debt is unknown"),
        ("effects", ["x"] * 4, "could not convert"),
    ],
)
def test_a_sealed_card_that_makes_no_sense_is_refused(path, key, value, message):
    content = read_sealed(path, kind=KIND, newest_version=VERSION)
    content["characteristics"][1][key] = value
    write_sealed(path, kind=KIND, version=VERSION, content=content)
    with pytest.raises(BadInput, match=message):
        read_card(path)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"characteristics": []}, "it has no characteristics"),
        ({"missing": "guess"}, "what a gap may say is unknown"),
        ({"intercept": None}, "makes sense"),
        ({"scale": {"odds": -1}}, "above zero"),
    ],
    ids=["no characteristics", "gaps", "intercept", "scale"],
)
def test_a_sealed_document_of_another_content_is_refused(path, changed, message):
    content = read_sealed(path, kind=KIND, newest_version=VERSION)
    write_sealed(path, kind=KIND, version=VERSION, content=content | changed)
    with pytest.raises(BadInput, match=message):
        read_card(path)


def test_facts_that_are_no_facts_are_none(path):
    content = read_sealed(path, kind=KIND, newest_version=VERSION) | {"facts": 3}
    write_sealed(path, kind=KIND, version=VERSION, content=content)
    assert read_facts(path) == {}
