"""R15 and R16: a desk in processes of its own, as an installation runs it. Run as a program, this
fills an installation with invoices and payments to allocate, and prints a token for it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from datetime import timedelta
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from uuid import uuid4

from duly.cli.server.processes import command

ROOT = Path(__file__).parents[2]
PAIRS = 400
UNITS = 70_000
_PATIENCE_SECONDS = 60
_BOUNDARY = "----a-file-of-the-test"


def fill(home: Path) -> str:
    """Invoices, and payments of as much, of one customer; the token that may allocate them."""
    words = [sys.executable, "-m", "tests.reliability.served"]
    made = subprocess.run(
        words, cwd=ROOT, env=environment(home), capture_output=True, text=True, check=True
    )
    return made.stdout.strip()


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DULY_")}
    kept.pop("DATABASE_URL", None)
    own = {"DULY_HOME": str(home), "DJANGO_SETTINGS_MODULE": "duly.server.settings"}
    return {**kept, **own}


class Served:
    """`duly serve` on an installation, and a program that calls it."""

    def __init__(self, home: Path, token: str) -> None:
        self.home, self.token = home, token
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    def open(self) -> None:
        words = command("serve", "--port", str(self.port))
        self._process = subprocess.Popen(
            words, env=environment(self.home), stderr=subprocess.DEVNULL, start_new_session=True
        )
        ends = time.monotonic() + _PATIENCE_SECONDS
        while self.call("GET", "jobs")[0] != 200:
            assert time.monotonic() < ends, "the desk does not answer"
            time.sleep(0.2)

    def kill(self) -> None:
        """kill -9 of everything it started: pages, API and worker."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def call(
        self, method: str, path: str, body: Any = None, key: str | None = None
    ) -> tuple[int, Any]:
        """Status and answer; status 0 where nobody answers. Bytes go as an uploaded file."""
        kind, data = _sent(body)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": kind}
        headers["Idempotency-Key"] = key or str(uuid4())
        address = f"http://127.0.0.1:{self.port}/api/v1/{path}"
        request = urllib.request.Request(address, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=_PATIENCE_SECONDS) as answer:
                return answer.status, json.loads(answer.read())
        except HTTPError as refused:
            return refused.code, json.loads(refused.read())
        except (OSError, HTTPException, ValueError):
            return 0, None


def _sent(body: Any) -> tuple[str, bytes | None]:
    if isinstance(body, bytes):
        return f"multipart/form-data; boundary={_BOUNDARY}", _as_file(body)
    return "application/json", None if body is None else json.dumps(body).encode()


def _as_file(content: bytes) -> bytes:
    head = 'Content-Disposition: form-data; name="file"; filename="list.csv"'
    parts = [f"--{_BOUNDARY}", head, "Content-Type: text/csv", "", ""]
    return "\r\n".join(parts).encode() + content + f"\r\n--{_BOUNDARY}--\r\n".encode()


def _fill() -> None:
    import django

    django.setup()
    from duly.server.ledger.models import Account, Import, Invoice, Payment
    from duly.server.platform import clock
    from duly.server.platform.models import User
    from duly.server.platform.rights import Act, actor_of
    from duly.server.platform.tokens import make_token

    now, day = clock.now(), clock.today() - timedelta(days=30)
    source = Import.objects.create(stage="committed", file_name="", file_digest="", started_at=now)
    account = Account.objects.create(account_id="C")
    given = {"account": account, "currency": "EUR", "amount_units": UNITS}
    given |= {"recorded_at": now, "source": source}
    numbers = range(PAIRS)
    Invoice.objects.bulk_create(
        Invoice(invoice_id=f"I{n}", issued_on=day, due_on=day, open_units=UNITS, **given)
        for n in numbers
    )
    Payment.objects.bulk_create(
        Payment(payment_id=f"P{n}", received_on=day, left_units=UNITS, **given) for n in numbers
    )
    actor = actor_of(User.objects.get(username="ann"))
    scopes = [Act.SEE_BOOK, Act.ALLOCATE, Act.IMPORT, Act.UNDO_IMPORT]
    print(make_token(actor=actor, name="load", scopes=scopes).text)


if __name__ == "__main__":
    _fill()
