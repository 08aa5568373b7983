"""What do log lines say, and what must they never say?"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime

_SECRETS = re.compile(
    r"(?i)((?:password|passwd|secret|token|api[-_]?key|authorization|cookie|session\w*|csrf\w*|"
    r"database_url|iban)[\"']?\s*[=:]\s*[\"']?(?:bearer\s+)?)[^\s\"'&,;)}]+"
)
_ADDRESSES = re.compile(r"(://[^:/\s]+:)[^@/\s]+(@)")
_TOKENS = re.compile(r"\bduly_[A-Za-z0-9_-]{6,}")
_HIDDEN = "[hidden]"


def without_secrets(text: str) -> str:
    """The text with passwords, tokens, keys and the like replaced by `[hidden]`."""
    text = _SECRETS.sub(rf"\1{_HIDDEN}", text)
    text = _ADDRESSES.sub(rf"\1{_HIDDEN}\2", text)
    return _TOKENS.sub(_HIDDEN, text)


class WithoutSecrets(logging.Filter):
    """Hides secrets in messages before any handler sees them."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = without_secrets(record.getMessage())
        record.args = ()
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and where it went wrong."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
