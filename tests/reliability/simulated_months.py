"""R11: some months of a desk's work, the same on any database.

Run as a program, it does them on the database that the environment names, and writes what the API
and the exports say into a folder.
"""

from __future__ import annotations

import json
import random
import secrets
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

LAST_DAY = date(2026, 10, 31)
EXPORTS = ("invoices", "customers", "ageing", "worklist", "forecast", "imports", "audit", "users")
LISTS = (
    *("accounts", "invoices", "invoices?is_open=true", "payments", "allocations", "disputes"),
    *("promises", "worklist", "imports", "days", "warnings", "policies"),
    *("entities", "users", "events", "ageing", "ageing?by=entity", "forecast"),
)
_ACTS_A_MONTH = 12


class Desk:
    """The administrator, who calls the API as a page does."""

    def __init__(self) -> None:
        from django.test import Client

        from duly.server.platform.models import User
        from duly.server.platform.models.access import Role
        from duly.server.platform.rights import actor_of
        from duly.server.platform.users import Standing, invite

        invite(actor=None, username="ann", email="", standing=Standing(Role.ADMINISTRATOR, (), ()))
        self.actor = actor_of(User.objects.get(username="ann"))
        self.client = Client()
        self.client.force_login(self.actor.user)
        self._calls = 0

    def get(self, path: str) -> Any:
        answer = self.client.get(f"/api/v1/{path}")
        assert answer.status_code == 200, (path, answer.content)
        return answer.json()

    def rows(self, path: str) -> list[Any]:
        """Every page of a list. The cursors are signed anew each time: they are left out."""
        found, cursor = [], ""
        sign = "&" if "?" in path else "?"
        while True:
            page = self.get(f"{path}{sign}limit=200{cursor}")
            found += page.pop("items")
            following = page.pop("next")
            if following is None:
                return [*found, page]
            cursor = f"&cursor={following}"

    def post(self, path: str, **body: Any) -> int:
        self._calls += 1
        key = {"Idempotency-Key": f"simulated-{self._calls:06}"}
        answer = self.client.post(f"/api/v1/{path}", body, "application/json", headers=key)
        assert answer.status_code < 500, (path, answer.content)
        return answer.status_code


def simulate(months: int, folder: Path) -> None:
    from duly.book.engines import duckdb_engine
    from duly.book.reading import open_book
    from duly.book.tables import book_from_arrow
    from duly.generator import generate, story_plan
    from duly.server.platform import clock

    rng = random.Random(4711)
    generate(story_plan(until=LAST_DAY, invoices=900, accounts=40, years=2), folder / "book")
    engine = duckdb_engine()
    opened = open_book(folder / "book", engine=engine).book
    rows = {name: engine.fetch(opened.tables[name]) for name in opened.present | {"accounts"}}
    book = book_from_arrow(engine, rows)
    with clock.stopped(_evening(LAST_DAY - timedelta(days=31 * months))):
        desk = Desk()
    for month in reversed(range(months)):
        day = LAST_DAY - timedelta(days=30 * month)
        with clock.stopped(_evening(day)):
            _bring_in(desk, book, day, folder)
            _run(day)
            done = [_act(desk, rng, day) for _ in range(_ACTS_A_MONTH)]
            _run(day)
            print(day, done, flush=True)
    with clock.stopped(_evening(LAST_DAY)):
        _tell(desk, folder / "told")


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(18), tzinfo=UTC)


def _bring_in(desk: Desk, book: Any, day: date, folder: Path) -> None:
    """What the company's own ledger knew by then, as an export of everything."""
    from duly.book.asof import known
    from duly.book.writing import write_book
    from duly.server.ledger.imports.commit import commit
    from duly.server.ledger.imports.reading import read
    from duly.server.ledger.imports.uploads import take_in

    place = folder / day.isoformat()
    write_book(known(book, as_of=day), place, form="parquet", checked=False)
    source = read(actor=desk.actor, source=take_in(actor=desk.actor, path=place))
    assert commit(actor=desk.actor, source=source).stage == "committed", source.problem


def _run(day: date) -> None:
    from duly.server.portfolio.day import run_day

    run_day(as_of=day, actor=None)


def _act(desk: Desk, rng: random.Random, day: date) -> int:
    """One of the things people do, about an invoice that is open; some of them are refused."""
    invoice = rng.choice(desk.get("invoices?is_open=true&limit=100")["items"])
    about = {"account_id": invoice["account_id"]}
    what = rng.randrange(6)
    if what == 0:
        due_on = (day + timedelta(days=rng.randrange(1, 40))).isoformat()
        promise = {"amount_units": rng.randrange(1, 9_999), "currency": invoice["currency"]}
        return desk.post("promises", **about, **promise, due_on=due_on)
    if what == 1:
        return desk.post("disputes", invoice_id=invoice["invoice_id"], reason="price")
    if what == 2:
        return desk.post("contacts", **about, name=f"Person {rng.randrange(99)}")
    if what == 3:
        return desk.post("activities", **about, kind="call", outcome="no_answer")
    if what == 4:
        opened = desk.get("disputes?is_open=true&limit=50")["items"]
        closed = rng.choice(opened)["dispute_id"] if opened else "none"
        return desk.post(f"closed-disputes/{closed}", outcome="credited")
    left = desk.get(f"payments?is_unapplied=true&account_id={invoice['account_id']}")["items"]
    given = {"payment_id": left[0]["payment_id"] if left else "none"}
    return desk.post("allocations", invoice_id=invoice["invoice_id"], amount_units=100, **given)


def _tell(desk: Desk, folder: Path) -> None:
    folder.mkdir()
    for number, path in enumerate(LISTS):
        is_list = path.split("?")[0] not in {"ageing", "forecast"}
        told = desk.rows(path) if is_list else desk.get(path)
        name = "".join(sign if sign.isalnum() else "-" for sign in path)
        (folder / f"{number:02}-{name}.json").write_text(_text(told))
    for row in desk.get("accounts?limit=50")["items"]:
        number = row["account_id"]
        said = desk.rows(f"activities?account_id={number}")
        detail = {"account": desk.get(f"accounts/{number}"), "activities": said}
        (folder / f"account-{number}.json").write_text(_text(detail))
    for name in EXPORTS:
        answer = desk.client.get(f"/export/{name}.csv")
        assert answer.status_code == 200, name
        (folder / f"{name}.csv").write_bytes(b"".join(answer))


def _text(told: Any) -> str:
    """An object of JSON has no order: PostgreSQL keeps its keys by their length."""
    return json.dumps(told, indent=1, sort_keys=True)


def _same_chance() -> None:
    """What is drawn at random, as salts are, is drawn alike; and nobody is called too fast."""
    from duly.server.api.pace import Pace

    rng = random.Random(4711)
    secrets.token_hex = lambda count=32: rng.randbytes(count).hex()
    Pace.allows = lambda *_: True  # type: ignore[method-assign]


def main() -> None:
    import django

    django.setup()
    from django.conf import settings

    from duly.cli.server.migrate import bring_up_to_date

    settings.HOME.mkdir(parents=True, exist_ok=True)
    bring_up_to_date()
    _same_chance()
    simulate(int(sys.argv[1]), Path(sys.argv[2]))


if __name__ == "__main__":
    main()
