"""What does a code with its numbers say to the reader of a page, in their language?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from django.utils.translation import get_language

from duly.report import words


def reason(facts: Mapping[str, Any], kind: str | None = None, currency: str = "") -> str:
    """The sentence of a reason, warning or finding: `facts` holds its `code` and its numbers."""
    known = {name: value for name, value in facts.items() if name != "code"}
    known.setdefault("currency", currency or None)
    return words.sentence(str(facts["code"]), kind=kind, language=_worded_language(), **known)


def word(code: str, kind: str | None = None) -> str:
    """The name of a code in a few words: `{{ action|word:"action" }}`."""
    return words.title(code, kind=kind, language=_worded_language())


def definition(code: str, kind: str = "metric") -> str | None:
    """How a metric is calculated, or what a warning looks for."""
    return words.definition(code, kind=kind, language=_worded_language())


def _worded_language() -> str:
    language = (get_language() or "en").split("-")[0]
    return language if language in _worded() else "en"


@cache
def _worded() -> frozenset[str]:
    """The languages the core's words exist in."""
    folder = resources.files("duly.report") / "languages"
    return frozenset(each.name for each in folder.iterdir() if each.is_dir())
