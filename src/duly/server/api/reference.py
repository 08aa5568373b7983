"""What can the API do? Its document as a page of ours, which needs no script and no network."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from duly.server.api.interface import document
from duly.server.api.problems import MEANINGS
from duly.server.api.schema_words import Field, fields_of, type_of
from duly.server.platform.guard import allowed, open_to_all
from duly.server.platform.rights import Act


@dataclass(frozen=True, slots=True)
class Call:
    """An operation as the page shows it."""

    name: str
    method: str
    path: str
    summary: str
    description: str
    act: str
    parameters: tuple[Field, ...]
    body: Field | None
    status: str
    answer: Field | None
    refusals: tuple[str, ...]

    @property
    def writes(self) -> bool:
        return self.method != "GET"


@open_to_all
def openapi(request: HttpRequest) -> HttpResponse:
    """The document for programs. It holds no data, so that generators need no token."""
    return HttpResponse(_text(), content_type="application/json")


@allowed(Act.SEE_BOOK)
def reference(request: HttpRequest) -> HttpResponse:
    """The document for people."""
    context = {
        "subjects": _subjects(),
        "types": _types(),
        "refusals": sorted(MEANINGS.items()),
        "about": document()["info"]["description"],
    }
    return render(request, "api/reference.html", context)


@cache
def _text() -> str:
    return json.dumps(document(), sort_keys=False, separators=(",", ":"))


@cache
def _subjects() -> list[tuple[str, list[Call]]]:
    """The operations by subject, in the order of the document."""
    found: dict[str, list[Call]] = {}
    for path, operations in document()["paths"].items():
        for method, operation in operations.items():
            found.setdefault(operation["tags"][0], []).append(_call(path, method, operation))
    return list(found.items())


@cache
def _types() -> list[tuple[str, str, tuple[Field, ...]]]:
    schemas = document()["components"]["schemas"]
    return [(name, _about(schema), fields_of(schema)) for name, schema in sorted(schemas.items())]


def _about(schema: dict[str, Any]) -> str:
    """The first line of what is said of a type; a list of values says what they are."""
    said: str = schema.get("description", "")
    values = type_of(schema)[0] if "enum" in schema else ""
    return " ".join((said.partition("\n")[0], values)).strip()


def _call(path: str, method: str, operation: dict[str, Any]) -> Call:
    responses: dict[str, Any] = operation["responses"]
    status = min(responses)
    return Call(
        name=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        act=operation["x-act"],
        parameters=tuple(_parameter(given) for given in operation["parameters"]),
        body=_content("body", operation.get("requestBody")),
        status=status,
        answer=_content("answer", responses[status]),
        refusals=tuple(sorted(set(responses) - {status})),
    )


def _parameter(given: dict[str, Any]) -> Field:
    kind, target = type_of(given["schema"])
    about = given.get("description") or given["schema"].get("description", "")
    return Field(given["name"], kind, target, given["required"], f"{about}", given["in"])


def _content(name: str, holder: dict[str, Any] | None) -> Field | None:
    if not holder or "content" not in holder:
        return None
    media, content = next(iter(holder["content"].items()))
    kind, target = type_of(content["schema"])
    return Field(name, kind, target, True, "", media)
