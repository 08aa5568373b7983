import sqlite3
from contextlib import closing

import pytest

from duly.server.ledger.reading import sqlite_process
from duly.server.ledger.reading.sqlite_process import CannotRead, read_sqlite

QUERIES = {"a": "SELECT n FROM t ORDER BY n", "b": "SELECT count(*) AS n FROM t"}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "some file.sqlite3"
    with closing(sqlite3.connect(path)) as made, made:
        made.executescript("CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1), (2)")
    return str(path)


@pytest.fixture(autouse=True)
def _nobody_waits():
    sqlite_process._end_all()
    yield
    sqlite_process._end_all()


def rows(file, queries=QUERIES):
    return {name: table.column("n").to_pylist() for name, table in read_sqlite(file, queries)}


def waiting():
    return [reader.pid for reader in sqlite_process._idle]


def test_one_process_answers_question_after_question(file):
    assert rows(file) == {"a": [1, 2], "b": [2]}
    first = waiting()
    with closing(sqlite3.connect(file)) as changed, changed:
        changed.execute("INSERT INTO t VALUES (3)")
    assert rows(file) == {"a": [1, 2, 3], "b": [3]}
    assert waiting() == first
    assert len(first) == 1


def test_who_has_read_much_is_let_go_with_the_memory_it_took(file, monkeypatch):
    monkeypatch.setattr(sqlite_process, "_MANY", 2)
    assert rows(file) == {"a": [1, 2], "b": [2]}
    assert waiting() == []


def test_two_questions_at_once_are_answered_by_two(file):
    one = read_sqlite(file, QUERIES)
    next(one)
    assert rows(file) == {"a": [1, 2], "b": [2]}
    assert next(one)[1].to_pydict() == {"n": [2]}
    assert list(one) == []
    assert len(waiting()) == 2


def test_what_cannot_be_read_is_said_and_the_next_question_answered(file, tmp_path):
    with pytest.raises(CannotRead, match="no such table"):
        rows(file, {"a": "SELECT n FROM missing"})
    with pytest.raises(CannotRead, match="failed to open"):
        rows(str(tmp_path / "missing.sqlite3"))
    assert waiting() == []
    assert rows(file) == {"a": [1, 2], "b": [2]}


def test_an_answer_nobody_hears_to_its_end_ends_the_process(file):
    asked = read_sqlite(file, QUERIES)
    next(asked)
    asked.close()
    assert waiting() == []


def test_a_process_that_has_died_is_replaced(file):
    rows(file)
    (reader,) = sqlite_process._idle
    reader.kill()
    reader.wait()
    assert rows(file) == {"a": [1, 2], "b": [2]}
    assert waiting() != [reader.pid]


def test_none_outlives_those_who_ask(file):
    rows(file)
    (reader,) = sqlite_process._idle
    sqlite_process._end_all()
    assert reader.returncode == 0
