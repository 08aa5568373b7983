"""What do the tests of the watched folder share? The folder, and a worker that looks into it."""

from datetime import timedelta

import pytest

from duly.server.ledger.imports.commit import commit
from duly.server.ledger.imports.reading import read
from duly.server.ledger.imports.uploads import take_in
from duly.server.platform import clock
from duly.server.platform.jobs.acts import daily
from duly.server.platform.jobs.schedule import ask_due
from duly.server.platform.jobs.worker import work_once
from duly.server.platform.models import Schedule


@pytest.fixture
def folder(transactional_db, settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"
    settings.WATCHED_FOLDER = tmp_path / "incoming"
    settings.WATCHED_FOLDER.mkdir()
    return settings.WATCHED_FOLDER


@pytest.fixture
def rounds(transactional_db):
    """Let the worker look into the folder, twice if not said otherwise, and do all it finds; not
    what is done every day besides."""
    begun = clock.now()
    for kind in daily():
        Schedule.objects.create(kind=kind.code, daily_at=kind.daily_at, is_on=False)
    gone = [0]

    def go(count=2):
        for _ in range(count):
            gone[0] += 20
            with clock.stopped(begun + timedelta(seconds=gone[0])):
                ask_due(clock.now())
                while work_once(clock.now()):
                    pass

    return go


@pytest.fixture
def confirmed(folder, actor, tmp_path):
    """A person commits an import of this text: `confirmed(export(1))`."""

    def confirm(text, *, by=actor, mapping=None):
        path = tmp_path / "by-hand.csv"
        path.write_text(text)
        source = read(actor=by, source=take_in(actor=by, path=path), mapping=mapping)
        return commit(actor=by, source=source)

    return confirm


@pytest.fixture
def lying():
    """The names of the files below a folder, without the marks of their content."""

    def names(folder):
        return sorted(
            ".".join(part for part in path.name.split(".") if len(part) != 12)
            for path in folder.iterdir()
            if path.is_file()
        )

    return names
