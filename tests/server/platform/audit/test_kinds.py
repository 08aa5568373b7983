import pytest
from django.utils import translation

from duly.server.platform.audit.kinds import UndeclaredKind, all_kinds, declare, kind_of, sentence
from duly.server.platform.audit.log import record, shred

USER = ("user", "7")


def test_a_kind_nobody_declared_is_unknown():
    with pytest.raises(UndeclaredKind):
        kind_of("no.such")


def test_declaring_a_kind_again_in_the_same_words_changes_nothing():
    known = kind_of("user.deactivated")
    assert declare(known.code, known.words) == known


def test_a_kind_has_one_meaning():
    with pytest.raises(ValueError, match="declared twice"):
        declare("user.deactivated", "something else")


def test_kinds_are_listed_by_code():
    codes = [kind.code for kind in all_kinds()]
    assert codes == sorted(codes)
    assert "user.made" in codes


@pytest.fixture
def event(db):
    made = {"kind": "user.made", "subject": USER, "facts": {"role": "viewer"}}
    return record(actor=None, **made, personal={"name": "Ann 100%"})


def test_an_event_shows_itself_with_its_facts_and_whom_it_is_about(event):
    with translation.override("en"):
        shown = sentence(event, event.personal.all())
    assert shown == "User made with the role viewer: Ann 100%"


@pytest.mark.parametrize(
    ("outcome", "language", "words"),
    [
        ("no_answer", "en", "Call with C01 noted: No answer"),
        ("no_answer", "de", "Anruf mit C01 notiert: Nicht erreicht"),
        ("of_old", "en", "Call with C01 noted: of_old"),
        (None, "en", "Call with C01 noted: –"),
    ],
)
def test_a_fact_that_is_a_code_is_told_in_words(db, outcome, language, words):
    facts = {"activity": "call", "account": "C01", "outcome": outcome}
    logged = record(actor=None, kind="activity.logged", subject=("account", "1"), facts=facts)
    with translation.override(language):
        assert sentence(logged) == words


def test_what_was_shredded_shows_as_a_dash(event):
    shred(actor=None, subject=USER)
    with translation.override("en"):
        assert sentence(event, event.personal.all()) == "User made with the role viewer: –"


def test_a_kind_no_longer_declared_shows_its_code(event):
    event.kind = "gone.by"
    assert sentence(event) == "gone.by"
