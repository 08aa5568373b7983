"""S9: are secrets anywhere in clear: in the database, its files and backups, or in the logs?"""

import io
import logging
import sqlite3
import subprocess
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection

from duly.server.platform import clock
from duly.server.platform.jobs.queue import ask
from duly.server.platform.jobs.worker import work_once
from duly.server.platform.logs import JsonLines, WithoutSecrets
from duly.server.platform.models import Webhook
from duly.server.platform.models.access import Role
from duly.server.platform.rights import Act, actor_of
from duly.server.platform.secrets import rotate, seal
from duly.server.platform.tokens import make_token
from duly.server.platform.users import Standing, invite

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "canary-password-4711"
WEBHOOK = "canary-webhook-4711"
TOTP_SECRET = "CANARY4711CANARY4711CANARY471133"


@pytest.fixture
def canaries(transactional_db, client, actor):
    """Secrets of every kind, each put where it is used: what to look for."""
    text = make_token(actor=actor, name="till", scopes=[Act.SEE_BOOK]).text
    standing = Standing(Role.COLLECTOR)
    invite(actor=actor, username="ann", email="", standing=standing, password=PASSWORD)
    client.post("/sign-in/login/", {"login": "ann", "password": PASSWORD})
    client.get("/api/v1/accounts", headers={"Authorization": f"Bearer {text}"})
    TOTP.activate(actor.user, TOTP_SECRET)
    made = {"url": "https://example.org", "created_by": actor.user, "created_at": clock.now()}
    Webhook.objects.create(secret_sealed=seal(WEBHOOK), **made)
    return [text.split("_", 2)[2], PASSWORD, WEBHOOK, TOTP_SECRET]


def everything_in_the_database():
    """Every row of every table as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found.append(str(cursor.fetchall()))
    return "\n".join(found)


def test_no_table_holds_a_secret_in_clear(canaries):
    everything = everything_in_the_database()
    assert [canary for canary in canaries if canary in everything] == []


def test_rotating_the_keys_leaves_none_in_clear(canaries):
    rotate()
    everything = everything_in_the_database()
    assert [canary for canary in canaries if canary in everything] == []


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the files are PostgreSQL's own")
def test_no_file_and_no_backup_holds_a_secret_in_clear(canaries, settings, tmp_path):
    file = Path(str(connection.settings_dict["NAME"]))
    with sqlite3.connect(file) as original, sqlite3.connect(tmp_path / "copy") as copy:
        original.backup(copy)
    # By another process: closing the file in this one would give away the locks of its connection,
    # and the next test would write into a log that nobody reads.
    files = [file, *file.parent.glob(f"{file.name}-*"), tmp_path / "copy"]
    read = subprocess.run(["cat", *map(str, files)], capture_output=True, check=True)
    content = read.stdout
    assert len(content) > 100_000
    assert [canary for canary in canaries if canary.encode() in content] == []


@pytest.fixture
def lines():
    """What is written to the log, as an installation writes it."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(WithoutSecrets())
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    yield out.getvalue
    root.removeHandler(handler)


def test_an_act_that_fails_logs_and_keeps_no_secret(canaries, lines, monkeypatch):
    from duly.server.platform.jobs import acts

    def fail(job):
        raise RuntimeError(f"password={PASSWORD} https://ann:{PASSWORD}@h token: {canaries[0]}")

    monkeypatch.setitem(acts._known, "fail", acts.JobKind("fail", fail))
    job = ask(kind="fail", payload={})
    work_once(clock.now())
    job.refresh_from_db()
    told = lines() + job.last_error
    assert "RuntimeError" in told
    assert [canary for canary in canaries if canary in told] == []


def test_a_page_that_fails_tells_the_reader_nothing(canaries, lines, client, person, monkeypatch):
    from duly.server.platform import health

    def fail(*_):
        raise RuntimeError(f"secret={WEBHOOK}")

    monkeypatch.setattr(health, "MigrationExecutor", fail)
    client.raise_request_exception = False
    answer = client.get("/ready")
    assert answer.status_code == 500
    assert WEBHOOK not in answer.content.decode() + lines()


def test_an_actor_shows_no_secret_where_it_is_printed(canaries, person):
    shown = repr(actor_of(person(Role.VIEWER))) + str(Webhook.objects.get())
    assert [canary for canary in canaries if canary in shown] == []
