import json
import sqlite3

from tests.cli.server.installed import duly


def tamper(home, *statements):
    with sqlite3.connect(home / "duly.sqlite3") as database:
        for name in ("no_update", "no_delete"):
            database.execute(f"DROP TRIGGER platform_event_{name}")
        for statement in statements:
            database.execute(statement)


def test_an_untouched_log_is_unbroken(home):
    ran = duly(home, "audit", "verify")
    assert (ran.code, ran.out) == (0, "1 events, unbroken; reaches the head kept, event 1\n")


def test_an_altered_event_is_named(home):
    tamper(home, "UPDATE platform_event SET facts = '{}'")
    ran = duly(home, "audit", "verify")
    assert (ran.code, "Event 1: it was altered" in ran.err) == (1, True)
    assert "The trigger platform_event_no_update is missing" in ran.err


def test_a_log_cut_off_is_noticed_by_the_head_kept(home):
    tamper(home, "DELETE FROM platform_personaldatum", "DELETE FROM platform_event")
    assert "Event 1: the log was cut off before it" in duly(home, "audit", "verify").err


def test_a_head_written_elsewhere_is_checked_against(home, tmp_path):
    kept = tmp_path / "head.json"
    assert duly(home, "audit", "head", "--out", kept).code == 0
    assert duly(home, "audit", "verify", "--head", kept).code == 0
    kept.write_text(json.dumps({"number": 9, "hash": "x"}))
    assert duly(home, "audit", "verify", "--head", kept).code == 1


def test_a_file_that_is_no_head_is_refused(home, tmp_path):
    kept = tmp_path / "head.json"
    kept.write_text("[]")
    ran = duly(home, "audit", "verify", "--head", kept)
    assert (ran.code, "not a head" in ran.err) == (2, True)


def test_events_are_shown_in_words_and_as_lines(home):
    assert "User made with the role administrator: ann" in duly(home, "audit", "show").out
    line = json.loads(duly(home, "audit", "show", "--lines", "--kind", "user.").out)
    assert (line["number"], line["kind"]) == (1, "user.made")


def test_events_of_another_kind_are_not_shown(home):
    assert duly(home, "audit", "show", "--kind", "import.").out == ""
    assert duly(home, "audit", "show", "--subject", "user:7").out == ""
