"""What do the variables of the environment mean?"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

_SQLITE_START = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
PRAGMA recursive_triggers=ON;
PRAGMA foreign_keys=ON;
PRAGMA cache_size=-16384;
PRAGMA mmap_size=268435456;
PRAGMA temp_store=MEMORY;
"""


def listed(text: str) -> list[str]:
    """The parts between commas, without blanks."""
    return [part.strip() for part in text.split(",") if part.strip()]


def switched_on(text: str) -> bool:
    return text.strip().lower() in {"1", "true", "yes", "on"}


def named_folder(text: str) -> Path | None:
    """The folder of this name, wherever we are started from; nothing where none is named."""
    return Path(text.strip()).absolute() if text.strip() else None


def key_file(path: Path) -> str:
    """The key in this file; the first call makes it, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(Fernet.generate_key())  # 44 signs, also for signing
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()


def database(url: str, home: Path) -> dict[str, Any]:
    """Django's settings of the database behind this address; none means SQLite in `home`."""
    if not url:
        return _sqlite(home / "duly.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path[1:])))
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    raise ImproperlyConfigured(
        f"DATABASE_URL begins with {parts.scheme!r}; write sqlite:///FILE or postgresql://…"
    )


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            # Taking the write lock at once waits its turn; taking it later fails (STACK-NOTES 2).
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": _SQLITE_START,
        },
    }


def mail_settings(url: str) -> dict[str, Any]:
    """Django's mail settings; without an address mail is printed instead of sent."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or 587,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp" and (parts.port or 587) == 587,
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }
