"""Can this policy file be used, and if not, which key is wrong and why?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.resources import files
from math import isfinite
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from duly.book.findings import BadInput
from duly.book.policy.credit_policy import CreditPolicy

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class PolicyProblem:
    """One thing wrong with a policy: the key as written in the file, and why; the same as a code
    with what it is about, for faces that speak other languages."""

    key: str
    why: str
    code: str = ""
    facts: Mapping[str, int | float | str] = field(default_factory=dict)


class SenselessPolicy(BadInput):
    """The policy cannot be loaded; `problems` names every key that is wrong."""

    def __init__(self, source: str, problems: tuple[PolicyProblem, ...]) -> None:
        lines = "\n".join(f"  {problem.key}: {problem.why}" for problem in problems)
        super().__init__(f"{source} is not a usable policy:\n{lines}")
        self.problems = problems


def read_policy(path: Path) -> CreditPolicy:
    """The policy in a TOML file.

    Raises SenselessPolicy naming each wrong key, BadInput when the file is not there or not TOML.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"cannot read the policy {path}: {error}") from error
    return policy_from_toml(text, source=path.name)


def default_policy() -> CreditPolicy:
    """The policy that is shipped: careful, commented, a place to start from."""
    return policy_from_toml(default_policy_text(), source="the default policy")


def default_policy_text() -> str:
    return files("duly.book.policy").joinpath("default.toml").read_text(encoding="utf-8")


def policy_from_toml(text: str, *, source: str) -> CreditPolicy:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise not_toml(source, error) from error
    try:
        return CreditPolicy.model_validate(content)
    except ValidationError as error:
        problems = tuple(_problem(detail, content) for detail in error.errors())
        raise SenselessPolicy(source, problems) from error


def not_toml(source: str, error: Exception) -> BadInput:
    """With the line and column, where the parser names them."""
    said = f"{source} is not TOML: {error}"
    place = _PLACE.search(str(error))
    if place is None:
        return BadInput(said, code="not_toml")
    return BadInput(said, code="not_toml_at", line=int(place[1]), column=int(place[2]))


def _problem(detail: ErrorDetails, content: dict[str, Any]) -> PolicyProblem:
    key, code = _key(detail["loc"], content), detail["type"]
    if code == "extra_forbidden":
        meant = _nearest(detail["loc"])
        if meant is None:
            return PolicyProblem(key, "unknown key", "unknown_key")
        why = f"unknown key; did you mean {meant}?"
        return PolicyProblem(key, why, "mistyped_key", {"meant": meant})
    if code == "missing":
        return PolicyProblem(key, "is missing", code)
    given = detail["input"]
    facts = {name: fact for name, fact in detail.get("ctx", {}).items() if _is_plain(fact)}
    if not _is_plain(given):
        return PolicyProblem(key or "the policy", detail["msg"], code, facts)
    why = f"{detail['msg']} (it says {given!r})"
    return PolicyProblem(key or "the policy", why, code, facts | {"given": given})


def _is_plain(fact: Any) -> bool:
    """Whether every form of writing knows it; TOML has `nan` and `inf`, JSON has not."""
    return isinstance(fact, str | int) or (isinstance(fact, float) and isfinite(fact))


def _key(location: tuple[int | str, ...], content: Any) -> str:
    """The path as a reader finds it in the file: a list item by its code, else by its place."""
    words: list[str] = []
    for step in location:
        content = _inside(content, step)
        if isinstance(step, int):
            code = content.get("code") if isinstance(content, dict) else None
            words[-1] += f"[{code or step + 1}]"
        else:
            words.append(step)
    return ".".join(words)


def _inside(content: Any, step: int | str) -> Any:
    if isinstance(content, dict):
        return content.get(step)
    return content[step] if isinstance(content, list) and isinstance(step, int) else None


def _nearest(location: tuple[int | str, ...]) -> str | None:
    known = _fields_at(location[:-1])
    return next(iter(get_close_matches(str(location[-1]), known, n=1)), None)


def _fields_at(location: tuple[int | str, ...]) -> list[str]:
    model: Any = CreditPolicy
    for step in location:
        if isinstance(step, int) or not hasattr(model, "model_fields"):
            continue
        annotation = model.model_fields[step].annotation if step in model.model_fields else None
        model = _model_in(annotation)
    return list(getattr(model, "model_fields", {}))


def _model_in(annotation: Any) -> Any:
    """The policy part a type names: itself, or the one inside tuple, dict or | None."""
    if hasattr(annotation, "model_fields"):
        return annotation
    inner = [_model_in(item) for item in getattr(annotation, "__args__", ())]
    return next((item for item in inner if item is not None), None)
