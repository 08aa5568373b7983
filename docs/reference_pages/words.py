"""Which codes can an answer hold, and what does each say?"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from docs.reference_pages.markdown import page, table

from duly.checks import ALL_CHECKS

KINDS = {
    "reason": "Reasons of a score",
    "binding": "What decided a limit",
    "security": "Securities",
    "warning": "Early warnings",
    "worklist": "Reasons on the worklist",
    "action": "Actions of the worklist",
    "finding": "Findings of the quality report",
    "unknown": "Why a figure is not known",
    "mapping": "Why a column was read as it was",
}


def codes_page() -> str:
    """Every code by kind, with its title and the sentence it becomes."""
    worded = [_section(kind, heading) for kind, heading in KINDS.items()]
    return page("Codes", *worded, _checks())


def _checks() -> str:
    rows = [[f"`{check.code}`", check.table, check.question] for check in ALL_CHECKS]
    heading = "## Checks\n\nWhat `duly check` asks of a book; each must be answered with yes."
    return f"{heading}\n\n{table(['code', 'table', 'question'], rows)}"


def _section(kind: str, title: str) -> str:
    rows = [
        [f"`{code}`", words.get("title", ""), _sentence(words.get("says", ""))]
        for code, words in _words(kind).items()
    ]
    return f"## {title}\n\n{table(['code', 'title', 'in words'], rows)}"


def _sentence(says: Any) -> str:
    """The fullest form: the first of several, the plural of two."""
    if isinstance(says, list):
        says = says[0]
    return says["other"] if isinstance(says, dict) else says


def _words(kind: str) -> dict[str, Any]:
    language = files("duly.report").joinpath("languages", "en", f"{kind}.toml")
    return tomllib.loads(language.read_text(encoding="utf-8"))
