"""Which job do the tests do?"""

import pytest

from duly.server.platform.jobs import acts


@pytest.fixture
def known(monkeypatch):
    """Let a kind of job be known for one test: `known("greet", function)`."""

    def make(kind, do, daily_at=None, **given):
        monkeypatch.setitem(acts._known, kind, acts.JobKind(kind, do, daily_at, **given))

    return make


@pytest.fixture
def done(known):
    """A job of the kind `greet`, and the payloads it was done with."""
    payloads = []

    def greet(job):
        payloads.append(job.payload)
        return {"greeted": job.payload.get("name")}

    known("greet", greet)
    return payloads
