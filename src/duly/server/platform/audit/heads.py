"""How far had the log come? Kept outside the database, so that a cut-off end is noticed."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from duly.server.platform.audit.chain import BEFORE_THE_FIRST
from duly.server.platform.models import Event


@dataclass(frozen=True, slots=True)
class Head:
    """The last event: whoever holds it can prove later that the log still leads there."""

    number: int
    hash: str


class UnreadableHead(ValueError):
    """The file or text does not hold a head."""


def head() -> Head:
    """The last event now; number 0 where there is none yet."""
    last = Event.objects.order_by("-number").values_list("number", "hash").first()
    return Head(*last) if last else Head(0, BEFORE_THE_FIRST)


def keep(reached: Head) -> None:
    """Write the head beside the database. Who is late writes an older one, which is true too."""
    file = _file()
    partial = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    partial.write_text(written(reached), encoding="ascii")
    partial.replace(file)


def kept() -> Head | None:
    """The head last written beside the database."""
    try:
        return read(_file().read_text(encoding="ascii"))
    except FileNotFoundError:
        return None


def written(reached: Head) -> str:
    return json.dumps(asdict(reached)) + "\n"


def read(text: str) -> Head:
    try:
        found = json.loads(text)
        return Head(int(found["number"]), str(found["hash"]))
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableHead("this is not a head that `duly audit head` wrote") from error


def _file() -> Path:
    return Path(settings.HOME) / "audit-head.json"
