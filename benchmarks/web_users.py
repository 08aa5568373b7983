"""Twenty people at a desk: each looks, thinks, writes, and every answer is timed."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

THINK_SECONDS = (1.0, 3.0)
BASELINE = "/health"
KEPT_ALIVE_SECONDS = 1.0


@dataclass
class Times:
    """Milliseconds of every answer by the page it was, and what went wrong."""

    by_page: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, page: str, milliseconds: float, error: str = "") -> None:
        with self._lock:
            self.by_page[page].append(milliseconds)
            if error:
                self.errors.append(f"{page}: {error}")


@dataclass
class Person:
    """One browser: a connection kept alive, a session, a form token."""

    port: int
    session: str
    seen: dict[str, Any]
    times: Times
    dice: random.Random
    timed: Callable[[], bool]
    form_token: str = "t" * 32
    last_used: float = 0.0

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def work(self, until: float, pace: float) -> None:
        while time.monotonic() < until:
            self.do(*self.choose())
            time.sleep(self.dice.uniform(*THINK_SECONDS) * pace)

    def choose(self) -> tuple[str, str, str, dict[str, Any] | None]:
        """What somebody does next: its name, method, address and body. A fifth of it writes."""
        key, number, name = self.dice.choice(self.seen["accounts"])
        invoice = self.dice.choice(self.seen["invoices"])
        looking = [
            ("overview", "/"),
            ("customers", "/customers"),
            ("customers by name", "/customers?" + urlencode({"q": name[:6] or number})),
            ("customer", f"/customers/{key}"),
            ("invoices", "/invoices"),
            ("worklist", "/worklist"),
            ("portfolio", "/portfolio"),
            ("forecast", "/forecast"),
            ("search", "/search?" + urlencode({"q": invoice[:-1]})),
            ("audit", "/audit"),
            ("API accounts", "/api/v1/accounts?order=overdue"),
            ("API invoices", "/api/v1/invoices?is_open=true&order=due"),
            ("API customer", f"/api/v1/accounts/{quote(number, safe='')}"),
            ("baseline", BASELINE),
        ]
        if self.dice.random() > 0.2:
            page, address = self.dice.choice(looking)
            return page, "GET", address, None
        return self.dice.choice(self._writing(number))

    def _writing(self, number: str) -> list[tuple[str, str, str, dict[str, Any]]]:
        """Calls go on record, promises too: what a collector does all day."""
        call = {"account_id": number, "kind": "call", "outcome": "no_answer"}
        promise = {
            "account_id": number,
            "amount_units": self.dice.randrange(1, 10**6),
            "currency": "EUR",
            "due_on": "2199-01-01",
        }
        person = {"account_id": number, "name": "Bench"}
        return [
            ("API log a call", "POST", "/api/v1/activities", call),
            ("API promise", "POST", "/api/v1/promises", promise),
            ("API contact", "POST", "/api/v1/contacts", person),
        ]

    def do(self, page: str, method: str, address: str, body: dict[str, Any] | None) -> None:
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={self.form_token}"}
        if body is not None:
            headers |= {
                "Content-Type": "application/json",
                "X-CSRFToken": self.form_token,
                "Idempotency-Key": uuid.uuid4().hex,
            }
        if time.monotonic() - self.last_used > KEPT_ALIVE_SECONDS:
            self.line.close()  # the desk has hung up by now, as on any browser
        started = time.perf_counter()
        try:
            status = self._ask(method, address, json.dumps(body) if body else None, headers)
            error = "" if status in {200, 201, 202} else f"status {status}"
        except OSError as failed:
            status, error = 0, type(failed).__name__
            self.line.close()
        self.last_used = time.monotonic()
        if self.timed():
            self.times.note(page, (time.perf_counter() - started) * 1000, error)

    def _ask(self, method: str, address: str, body: str | None, headers: dict[str, str]) -> int:
        self.line.request(method, address, body=body, headers=headers)
        answer = self.line.getresponse()
        answer.read()
        return answer.status


@dataclass
class Importer:
    """Somebody who imports one export after the other, through the API, while the others work."""

    port: int
    session: str
    rows: int
    form_token: str = "t" * 32
    done: int = 0
    problem: str = ""

    def work(self, until: float) -> None:
        try:
            while time.monotonic() < until:
                self._import(until)
        except (OSError, KeyError, ValueError) as failed:
            self.problem = f"{type(failed).__name__}: {failed}"

    def _import(self, until: float) -> None:
        uploaded = self._upload(export_of(self.rows))
        number = uploaded["upload"]["id"]
        if not self._wait(uploaded["job"]["id"], until):
            return
        if self._wait(self._call("POST", f"/imports/{number}/commit")["id"], until):
            self.done += 1

    def _wait(self, job: int, until: float) -> bool:
        while time.monotonic() < until:
            state = self._call("GET", f"/jobs/{job}")
            if state["state"] == "parked":
                raise ValueError(state["last_error"])
            if state["state"] == "done":
                return True
            time.sleep(1)
        return False

    def _upload(self, content: bytes) -> dict[str, Any]:
        mark = uuid.uuid4().hex
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="export.csv"\r\n'
            "Content-Type: text/csv\r\n\r\n"
        )
        body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        return self._call("POST", "/imports", body, f"multipart/form-data; boundary={mark}")

    def _call(
        self, method: str, path: str, body: bytes | None = None, kind: str = "application/json"
    ) -> dict[str, Any]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={self.form_token}",
            "X-CSRFToken": self.form_token,
            "Idempotency-Key": uuid.uuid4().hex,
            "Content-Type": kind,
        }
        line.request(method, f"/api/v1{path}", body=body, headers=headers)
        answer = line.getresponse()
        told: dict[str, Any] = json.loads(answer.read())
        line.close()
        if answer.status >= 300:
            raise ValueError(f"{path}: {answer.status} {told.get('code')}")
        return told


def export_of(rows: int) -> bytes:
    """An export of invoices that no ledger holds yet: their numbers begin with a mark of ours."""
    mark, dice = uuid.uuid4().hex[:6].upper(), random.Random(1)
    lines = ["Customer number;Customer name;Invoice number;Invoice date;Due date;Amount;Currency"]
    for number in range(rows):
        customer = dice.randrange(1, 2_000)
        amount = f"{dice.randrange(10, 9_999)}.{dice.randrange(100):02}"
        lines.append(
            f"B{customer:05};Bench {customer};{mark}-{number};2026-10-01;2026-10-31;{amount};EUR"
        )
    return "\n".join(lines).encode()
