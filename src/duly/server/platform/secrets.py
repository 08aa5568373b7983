"""How are secrets kept so that a copy of the database does not give them away?

Columns whose name ends in `_sealed` hold sealed text. The keys stand outside the database, newest
first: in DULY_FIELD_KEYS, or one a line in the file `field-key`, which is read again whenever it
changes, so that keys can be changed while the server runs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.apps import apps
from django.conf import settings
from django.db import models, transaction

from duly.server.environment import key_file
from duly.server.platform.audit.log import record
from duly.server.platform.rights import Actor

SEALED = "_sealed"
_SEALED_FACTORS = ("secret", "seed")


class UnreadableSecret(ValueError):
    """None of the keys opens this: it was sealed elsewhere, or changed."""


def seal(text: str) -> str:
    """The text, sealed with the newest key."""
    return _seals().encrypt(text.encode()).decode("ascii")


def unseal(text: str) -> str:
    """What was sealed with any of the keys."""
    try:
        return _seals().decrypt(text.encode("ascii")).decode()
    except (InvalidToken, UnicodeEncodeError):
        raise UnreadableSecret("no key of this installation opens this secret") from None


def rotate(*, actor: Actor | None = None) -> int:
    """Seal every secret anew with the newest key; where keys are in a file, with one made now.

    The key before it stays in the file until the next time: another process may just be writing
    with it. Older ones are dropped.
    """
    if not settings.FIELD_KEYS:
        _write_keys([Fernet.generate_key().decode("ascii"), *_keys()])
    with transaction.atomic():
        count = sum(_reseal(*place) for place in _sealed_values())
        record(actor=actor, kind="secrets.rotated", subject=("secrets", ""), facts={"count": count})
    if not settings.FIELD_KEYS:
        _write_keys(list(_keys()[:2]))
    return count


def _seals() -> MultiFernet:
    return _seals_of(_keys())


@cache
def _seals_of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def _keys() -> tuple[str, ...]:
    if settings.FIELD_KEYS:
        return tuple(settings.FIELD_KEYS)
    file = Path(settings.FIELD_KEY_FILE)
    try:
        changed = file.stat()
    except FileNotFoundError:
        key_file(file)
        changed = file.stat()
    return _keys_in(file, (changed.st_mtime_ns, changed.st_ino))


@cache
def _keys_in(file: Path, version: tuple[int, int]) -> tuple[str, ...]:
    return tuple(file.read_text(encoding="ascii").split())


def _write_keys(keys: list[str]) -> None:
    """In one step, and readable by the owner alone from the first moment on."""
    file = Path(settings.FIELD_KEY_FILE)
    partial = file.with_name(f"{file.name}.new")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write("\n".join(keys) + "\n")
        out.flush()
        os.fsync(out.fileno())
    partial.replace(file)


def _sealed_values() -> Iterator[tuple[type[models.Model], Any, str, Any]]:
    """Every value that holds something sealed: its model, its row, its column, the value."""
    for model in apps.get_models():
        for column in (field.attname for field in model._meta.concrete_fields):
            if column.endswith(SEALED):
                yield from ((model, pk, column, text) for pk, text in _rows(model, column))
    yield from ((Authenticator, pk, "data", data) for pk, data in _rows(Authenticator, "data"))


def _rows(model: type[models.Model], column: str) -> list[tuple[Any, Any]]:
    """Locked, so that nobody changes a secret while it is sealed anew."""
    return list(model._default_manager.select_for_update().values_list("pk", column))


def _reseal(model: type[models.Model], pk: Any, column: str, value: Any) -> int:
    anew = _factors_anew(value) if isinstance(value, dict) else _anew(value)
    if anew == value:
        return 0
    return model._default_manager.filter(pk=pk).update(**{column: anew})


def _factors_anew(data: dict[str, Any]) -> dict[str, Any]:
    sealed: dict[str, Any] = {part: _anew(data[part]) for part in _SEALED_FACTORS if data.get(part)}
    if data.get("migrated_codes"):
        sealed["migrated_codes"] = [_anew(code) for code in data["migrated_codes"]]
    return {**data, **sealed}


def _anew(text: str | None) -> str | None:
    if not text:
        return text
    try:
        return _seals().rotate(text.encode("ascii")).decode("ascii")
    except (InvalidToken, UnicodeEncodeError):
        raise UnreadableSecret("no key of this installation opens one of the secrets") from None
