"""A desk with a million invoices for `web.py`: built once, and people signed in for each run.

python benchmarks/web_desk.py build BOOK      (DULY_HOME and DATABASE_URL say where)
python benchmarks/web_desk.py people USERS    prints sessions and addresses as JSON
python benchmarks/web_desk.py newest          prints what is stored of the newest day as JSON
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

NAMES = ("duly-bench-{}", "bench{}@example.org")


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duly.server.settings")
    django.setup()
    what, *given = sys.argv[1:]
    if what == "build":
        build(Path(given[0]))
    else:
        print(json.dumps(people(int(given[0])) if what == "people" else newest(), default=str))
    return 0


def build(book: Path) -> None:
    """Import a book as the wizard does, and run its last day."""
    from duly.server.ledger.imports.commit import commit
    from duly.server.ledger.imports.reading import read
    from duly.server.ledger.imports.uploads import take_in
    from duly.server.platform.rights import actor_of
    from duly.server.portfolio.day import run_day

    clerk = actor_of(_user(0))
    _say("reading the book")
    source = read(actor=clerk, source=take_in(actor=clerk, path=book), mapping=None)
    _say("committing it")
    commit(actor=clerk, source=source)
    _say("running the day")
    run_day(as_of=_newest_day(), actor=None)


def newest() -> dict[str, Any]:
    """The newest stored day, with when it was stored and how many events are on record."""
    from duly.server.platform.models import Event
    from duly.server.portfolio.models import Snapshot

    day = Snapshot.objects.order_by("-as_of").values().first() or {}
    return {**day, "events": Event.objects.count()}


def people(count: int) -> dict[str, Any]:
    """Somebody signed in for each simulated user, and what there is to look at."""
    from duly.server.ledger.models import Account, Invoice
    from duly.server.portfolio.models import WorkItem

    worked = WorkItem.objects.order_by("rank").values_list("account_id", flat=True)[:500]
    ids = list(worked) or list(Account.objects.values_list("pk", flat=True)[:500])
    accounts = Account.objects.filter(pk__in=ids).values_list("pk", "account_id", "name")
    numbers = Invoice.objects.exclude(open_units=0).values_list("invoice_id", flat=True)[:500]
    return {
        "sessions": [_signed_in(number) for number in range(1, count + 1)],
        "accounts": list(accounts),
        "invoices": list(numbers),
    }


def _signed_in(number: int) -> str:
    """A session as signing in would make it, without the second it takes to hash a password."""
    from django.conf import settings
    from django.test import Client

    browser = Client()
    browser.force_login(_user(number))
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def _user(number: int) -> Any:
    from duly.server.platform.models import User

    name, email = (text.format(number) for text in NAMES)
    found = User.objects.filter(username=name).first()
    return found or User.objects.create_user(name, email, role="administrator")


def _newest_day() -> Any:
    from django.db.models import Max

    from duly.server.ledger.models import Invoice

    return Invoice.objects.aggregate(day=Max("issued_on"))["day"] + timedelta(days=1)


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
