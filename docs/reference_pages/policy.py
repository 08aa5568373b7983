"""Which keys does a credit policy have, of which type, within which bounds, and what is shipped?"""

from __future__ import annotations

import ast
import inspect
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Literal, get_args

from docs.reference_pages.markdown import page, table
from docs.reference_pages.policy_comments import comments
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from duly.book.policy import part
from duly.book.policy.credit_policy import CreditPolicy
from duly.book.policy.reading import default_policy_text

SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "min_length": "length ≥", "pattern": "like"}


def policy_page() -> str:
    """Every key with type, bounds, shipped value and meaning; then the shipped file itself."""
    shipped = default_policy_text()
    sections = [_section(path, model) for path, model in policy_parts()]
    whole = f"## The shipped policy\n\n```toml\n{shipped.rstrip()}\n```"
    return page("The credit policy", INTRODUCTION, *sections, whole)


INTRODUCTION = (
    "A policy is one TOML file. A key that is unknown, out of bounds or at odds with another is "
    "refused by its name before anything is computed; `duly policy check FILE` does only that. "
    "Where a key has no shipped value it is left out, and the default holds."
)


def policy_parts(
    model: type[BaseModel] = CreditPolicy, path: str = ""
) -> Iterator[tuple[str, type[BaseModel]]]:
    """The parts of a policy with the heading each has in the file, in the order of the models."""
    yield path, model
    for name, field in model.model_fields.items():
        for inner, ending in _models_in(field.annotation):
            yield from policy_parts(inner, f"{path}.{name}{ending}".lstrip("."))


def _models_in(annotation: Any) -> Iterator[tuple[type[BaseModel], str]]:
    """The parts inside a key's type; `[]` marks one of many, `.GRADE` one by grade."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation, ""
        return
    origin = getattr(annotation, "__origin__", None)
    ending = {tuple: "[]", dict: ".GRADE"}.get(origin, "")
    for inner in get_args(annotation):
        yield from ((model, ending + more) for model, more in _models_in(inner))


def _section(path: str, model: type[BaseModel]) -> str:
    heading = f"## `[{path}]`" if path else "## The whole policy"
    rows = [
        _row(path, name, field)
        for name, field in model.model_fields.items()
        if not any(_models_in(field.annotation))
    ]
    keys = table(["key", "type", "bounds", "default", "shipped", "meaning"], rows) if rows else ""
    return "\n\n".join(part for part in (heading, _about(model), keys, _refusals(model)) if part)


def _row(path: str, name: str, field: FieldInfo) -> list[str]:
    key = f"{path}.{name}".lstrip(".")
    default = field.get_default(call_default_factory=True)
    return [
        f"`{name}`",
        _type(field.annotation),
        _bounds(field),
        "required" if field.is_required() else _shown(default),
        _shown(_shipped(key)),
        comments().get(key, ""),
    ]


def _type(annotation: Any) -> str:
    """A type in words; of a choice, what may be chosen."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return " or ".join(f"`{choice}`" for choice in annotation)
    origin, inner = getattr(annotation, "__origin__", None), get_args(annotation)
    if origin is Literal:
        return " or ".join(f"`{choice}`" for choice in inner)
    if origin is dict:
        return f"{_type(inner[1])} for each of {_type(inner[0])}"
    if origin is tuple:
        return f"list of {_type(inner[0])}"
    if inner:
        return " or ".join(_type(one) for one in inner)
    return TYPES[annotation]


TYPES = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    type(None): "nothing",
}


def _bounds(field: FieldInfo) -> str:
    found = []
    for rule in field.metadata:
        for name, sign in SIGNS.items():
            bound = getattr(rule, name, None)
            if bound is not None:
                found.append(f"{sign} {bound}")
    return ", ".join(found)


def _shipped(key: str) -> Any:
    """The shipped value of a key that stands once in the file; None where it does not."""
    place: Any = tomllib.loads(default_policy_text())
    for step in key.split("."):
        place = place.get(step) if isinstance(place, dict) else None
    return place


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _about(model: type[BaseModel]) -> str:
    return inspect.cleandoc(model.__doc__ or "")


def _refusals(model: type[BaseModel]) -> str:
    """What the part refuses beyond bounds of single keys: the messages of its own rules."""
    tree = ast.parse(inspect.cleandoc("\n" + inspect.getsource(model)))
    messages = [
        _message(node.exc.args[1])
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
    ]
    if not messages:
        return ""
    return "A policy is refused with:\n\n" + "\n".join(f"- {text}" for text in messages)


def _message(node: ast.expr) -> str:
    """The text of a message, perhaps by the name of one; what is filled in stands in brackets."""
    said = getattr(part, node.id) if isinstance(node, ast.Name) else ast.literal_eval(node)
    return str(said).replace("{", "(").replace("}", ")")
