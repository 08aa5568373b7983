"""How is a type of the OpenAPI document said in words?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_LARGE = 10**15


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a field: its type in words, and the type of ours it leads to, if any."""

    name: str
    kind: str
    target: str
    is_required: bool
    about: str
    place: str = ""


def fields_of(schema: dict[str, Any]) -> tuple[Field, ...]:
    """The fields of an object."""
    required = set(schema.get("required", ()))
    return tuple(
        Field(name, *type_of(part), name in required, part.get("description", ""))
        for name, part in schema.get("properties", {}).items()
    )


def type_of(schema: dict[str, Any]) -> tuple[str, str]:
    """The type in words, and the name of the type it refers to."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return name, name
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            told = [type_of(part) for part in schema[several]]
            target = next((name for _, name in told if name), "")
            return " or ".join(kind for kind, _ in told), target
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"]), ""
    if "const" in schema:
        return str(schema["const"]), ""
    if schema.get("type") == "array":
        kind, target = type_of(schema.get("items", {}))
        return f"list of {kind}", target
    return _plain(schema), ""


def _plain(schema: dict[str, Any]) -> str:
    kind = schema.get("type", "anything")
    if kind == "string":
        return schema.get("format", "text") + _lengths(schema)
    if kind in {"integer", "number"}:
        name = "whole number" if kind == "integer" else "number"
        return name + _bounds(schema)
    return {"boolean": "true or false", "null": "null"}.get(kind, str(kind))


def _lengths(schema: dict[str, Any]) -> str:
    return f", at most {schema['maxLength']}" if "maxLength" in schema else ""


def _bounds(schema: dict[str, Any]) -> str:
    """Bounds that only say "fits into 64 bits" are not worth a reader's time."""
    least, most = schema.get("minimum"), schema.get("maximum")
    parts = []
    if least is not None and abs(least) < _LARGE:
        parts.append(f"from {least}")
    if most is not None and abs(most) < _LARGE:
        parts.append(f"to {most}")
    return f", {' '.join(parts)}" if parts else ""
