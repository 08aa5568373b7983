"""Can this policy file be used, and if not, which key is wrong and why?"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from duly.book.findings import BadInput
from duly.book.policy.credit_policy import CreditPolicy


@dataclass(frozen=True, slots=True)
class PolicyProblem:
    """One thing wrong with a policy: the key as written in the file, and why."""

    key: str
    why: str


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
        raise BadInput(f"{source} is not TOML: {error}") from error
    try:
        return CreditPolicy.model_validate(content)
    except ValidationError as error:
        problems = tuple(_problem(detail, content) for detail in error.errors())
        raise SenselessPolicy(source, problems) from error


def _problem(detail: ErrorDetails, content: dict[str, Any]) -> PolicyProblem:
    key = _key(detail["loc"], content)
    if detail["type"] == "extra_forbidden":
        return PolicyProblem(key, f"unknown key{_nearest(detail['loc'])}")
    if detail["type"] == "missing":
        return PolicyProblem(key, "is missing")
    why = detail["msg"].removeprefix("Value error, ")
    given = detail["input"]
    shown = f" (it says {given!r})" if isinstance(given, str | int | float) else ""
    return PolicyProblem(key or "the policy", why + shown)


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


def _nearest(location: tuple[int | str, ...]) -> str:
    known = _fields_at(location[:-1])
    close = get_close_matches(str(location[-1]), known, n=1)
    return f"; did you mean {close[0]}?" if close else ""


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
