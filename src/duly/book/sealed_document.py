"""Is this saved model the one that was written, in a form that this version of Duly can read?

A sealed document is JSON: what kind of thing it holds, the version of its form, the content, and
the SHA-256 of all three. Reading one runs nothing that the file says, as a pickle would. The seal
shows that a file was changed or cut short; it is no proof of who wrote it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from duly.book.findings import BadInput
from duly.book.writing.beside import beside

MAX_BYTES = 256 * 1024 * 1024
_KEYS = {"kind", "version", "content", "sha256"}


def write_sealed(path: Path, *, kind: str, version: int, content: Mapping[str, Any]) -> str:
    """Write the document whole, or leave what was there as it is; the seal is given back.

    `content` is what JSON can hold: texts (also long ones, such as a boosted model), whole
    numbers, finite floats (read back to the last bit), lists, and mappings with text as keys.
    Raises `BadInput` where the file cannot be written.
    """
    body = {"kind": kind, "version": version, "content": content}
    seal = seal_of(body)
    sealed = {**body, "sha256": seal}
    text = json.dumps(sealed, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False)
    draft = beside(path)
    try:
        draft.write_text(text + "\n", encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise BadInput(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        draft.unlink(missing_ok=True)
    return seal


def read_sealed(path: Path, *, kind: str, newest_version: int) -> dict[str, Any]:
    """The content of a document of this kind, of version 1 to `newest_version`.

    Raises `BadInput` when there is no such file, it is no sealed document, is of another kind or
    a newer version, or was changed since it was written. That the content has the form its reader
    wants is for the reader to see.
    """
    document = _document(path)
    if document["kind"] != kind:
        raise BadInput(f"{path} holds a {_shown(document['kind'])}, not a {kind}; name another")
    version = document["version"]
    if not _is_whole_number(version) or not 1 <= version <= newest_version:
        raise BadInput(
            f"{path} has version {_shown(version)} of its form, and this Duly reads 1 to "
            f"{newest_version}; fit it again, or update Duly"
        )
    body = {name: document[name] for name in ("kind", "version", "content")}
    if document["sha256"] != seal_of(body):
        raise BadInput(f"{path} was changed since it was written; restore it, or fit it again")
    content: dict[str, Any] = document["content"]
    return content


def seal_of(body: Mapping[str, Any]) -> str:
    """SHA-256 of the one way to write `body` as JSON: keys sorted, no spaces, ASCII."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _document(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadInput(f"{path} is larger than any model of ours; name another")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(f"cannot read {path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise _not_ours(path) from error
    try:
        found = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise _not_ours(path) from error
    if not isinstance(found, dict) or set(found) != _KEYS or not isinstance(found["content"], dict):
        raise _not_ours(path)
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number that we write")


def _not_ours(path: Path) -> BadInput:
    return BadInput(f"{path} is no model saved by Duly, or was cut short; fit it again")


def _is_whole_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _shown(value: object) -> str:
    """What a stranger's file says, short enough for a message."""
    return str(value)[:40]
