"""Does each file come in once, whole, and never half or twice, whenever we are killed?"""

import pytest
from tests.server.ledger.imports.watched.exports import export

from duly.server.ledger.acts import WATCH
from duly.server.ledger.imports.uploads import stored_file, uploads
from duly.server.ledger.imports.watched import rounds as rounds_module
from duly.server.ledger.models import Import, Invoice
from duly.server.ledger.models.recorded import CURRENT
from duly.server.platform.models import Event, Job


def test_without_a_folder_nothing_is_asked_for(transactional_db, rounds):
    rounds()
    assert not Job.objects.filter(kind=WATCH).exists()


def test_a_file_is_taken_in_once_it_looks_the_same_twice(folder, rounds, lying):
    (folder / "list.csv").write_text(export(1))
    rounds(1)
    assert (Import.objects.count(), lying(folder)) == (0, ["list.csv"])
    rounds(1)
    (source,) = Import.objects.all()
    assert (source.file_name, source.watched_folder) == ("list.csv", str(folder))
    assert stored_file(source).read_text() == export(1)
    assert (lying(folder), lying(folder / "taken")) == ([], ["list.csv"])


def test_taking_leaves_an_event_that_names_the_folder(folder, rounds):
    (folder / "list.csv").write_text(export(1))
    rounds()
    event = Event.objects.get(kind="import.taken")
    assert str(folder) in event.facts
    assert event.actor is None


def test_a_file_that_still_grows_is_left(folder, rounds, lying):
    for number in range(1, 5):
        (folder / "list.csv").write_text(export(*range(number)))
        rounds(1)
    assert (Import.objects.count(), lying(folder)) == (0, ["list.csv"])


@pytest.mark.parametrize("name", [".list.csv", "list.csv.part", "list.TMP"])
def test_a_name_that_says_it_is_unfinished_is_left(folder, rounds, name):
    (folder / name).write_text(export(1))
    rounds(3)
    assert (Import.objects.count(), (folder / name).exists()) == (0, True)


def test_links_and_folders_are_left(folder, rounds, tmp_path):
    (tmp_path / "secret.csv").write_text(export(1))
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "more").mkdir()
    (folder / "more" / "list.csv").write_text(export(1))
    rounds(3)
    assert not Import.objects.exists()


def test_the_same_content_again_is_not_imported_again(folder, rounds, lying, confirmed):
    confirmed(export(1))
    for name in ("monday.csv", "tuesday.csv", "monday.csv"):
        (folder / name).write_text(export(1, 2))
        rounds()
    assert Import.objects.filter(watched_folder=str(folder)).count() == 1
    assert lying(folder / "taken") == ["monday.csv", "tuesday.csv"]
    assert Invoice.objects.filter(CURRENT).count() == 2


def test_two_files_of_one_name_are_both_kept(folder, rounds, lying):
    for number in (1, 2):
        (folder / "list.csv").write_text(export(number))
        rounds()
    assert Import.objects.count() == 2
    assert lying(folder / "taken") == ["list.csv", "list.csv"]


def test_an_empty_file_is_refused_with_a_note(folder, rounds, lying):
    (folder / "list.csv").touch()
    rounds()
    assert lying(folder / "refused") == ["list.csv", "list.csv.txt"]
    (note,) = (folder / "refused").glob("*.txt")
    assert "list.csv was not taken in.\n\nIt is empty. Export it again." in note.read_text()
    assert (Import.objects.count(), list(uploads().iterdir())) == (0, [])


def test_a_file_that_is_too_large_is_refused_with_a_note(folder, rounds, settings):
    settings.LARGEST_UPLOAD_BYTES = 5
    (folder / "list.csv").write_text(export(1))
    rounds()
    (note,) = (folder / "refused").glob("*.txt")
    assert "the most the desk takes in. Split it." in note.read_text()


def test_a_file_nobody_may_open_is_refused_with_a_note(folder, rounds, monkeypatch):
    def forbidden(*_):
        raise PermissionError

    (folder / "list.csv").write_text(export(1))
    rounds(1)
    monkeypatch.setattr("duly.server.ledger.imports.watched.folder.os.open", forbidden)
    rounds(1)
    monkeypatch.undo()
    (note,) = (folder / "refused").glob("*.txt")
    assert "Let the user as whom the desk runs read it." in note.read_text()


def test_a_file_that_is_written_while_it_is_read_is_left(folder, rounds, monkeypatch, lying):
    def grows(file):
        with file.path.open("a") as more:
            more.write(export(2))
        return opened(file)

    opened = rounds_module.opened
    monkeypatch.setattr(rounds_module, "opened", grows)
    (folder / "list.csv").write_text(export(1))
    rounds()
    assert (Import.objects.count(), lying(folder)) == (0, ["list.csv"])
    assert list(uploads().iterdir()) == []


def test_a_folder_that_is_not_there_parks_the_job_and_says_so(folder, rounds):
    folder.rmdir()
    rounds(1)
    job = Job.objects.get(kind=WATCH)
    assert job.state == "parked"
    assert f"{folder} is no folder. Make it" in job.last_error


def test_one_job_serves_all_rounds(folder, rounds):
    rounds(5)
    assert Job.objects.filter(kind=WATCH).count() == 1


class Killed(BaseException):
    """The process ends here: nothing after it is done."""


# What is not done any more, in the order in which it would be; and at last all is done.
STEPS = [
    ("duly.server.ledger.imports.uploads._store", False),
    ("duly.server.ledger.imports.uploads._remembered", False),
    ("duly.server.ledger.imports.watched.rounds.take", False),
    ("duly.server.ledger.acts.ask", False),
    ("duly.server.ledger.imports.watched.judging.read", False),
    ("duly.server.ledger.imports.watched.judging.preview", False),
    ("duly.server.ledger.imports.watched.judging.commit", False),
    ("duly.server.ledger.imports.watched.judging.commit", True),
]


@pytest.mark.parametrize(("step", "is_done"), STEPS)
def test_killed_anywhere_nothing_is_lost_or_doubled(
    folder, rounds, confirmed, monkeypatch, lying, step, is_done
):
    confirmed(export(1))
    (folder / "list.csv").write_text(export(1, 2))
    rounds(1)
    killed_at(monkeypatch, step, is_done)
    with pytest.raises(Killed):
        rounds(1)
    monkeypatch.undo()
    left_by_the_dead()
    rounds(2)
    (source,) = Import.objects.exclude(watched_folder="")
    assert source.stage == "committed"
    assert Invoice.objects.filter(CURRENT).count() == 2
    assert (lying(folder), lying(folder / "taken")) == ([], ["list.csv"])
    assert Event.objects.filter(kind="import.known").count() == 1


def killed_at(monkeypatch, step, is_done):
    module, name = step.rsplit(".", 1)
    was = getattr(__import__(module, fromlist=[name]), name)

    def killed(*args, **given):
        if is_done:
            was(*args, **given)
        raise Killed

    monkeypatch.setattr(step, killed)


def left_by_the_dead():
    """As the next worker finds it: a job that runs, and nobody who does it."""
    Job.objects.filter(state="running").update(leased_until="2026-01-01T00:00:00Z")
