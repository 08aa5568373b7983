"""Which operations make up the API, and what does its document say?"""

from __future__ import annotations

from functools import cache
from typing import Any

from ninja import NinjaAPI
from ninja.operation import Operation

from duly.server.api.problems import MEANINGS, answer_with_problems
from duly.server.api.resources import (
    accounts,
    approvals,
    closures,
    contacts,
    disputes,
    entities,
    events,
    imports,
    invoices,
    jobs,
    payments,
    people,
    policies,
    portfolio,
    promises,
    search,
    webhooks,
    work,
)

VERSION = "1"
DESCRIPTION = (
    "Everything a page of Duly can do. Money is a whole number of the smallest unit of the "
    "currency beside it (`*_units`); days are `*_on` or `as_of`, moments end in `_at` and are in "
    "UTC. Lists are paged: ask again with `cursor` set to `next`, until that is null."
)
SUBJECTS = (
    search,
    accounts,
    contacts,
    invoices,
    payments,
    disputes,
    promises,
    work,
    imports,
    portfolio,
    policies,
    approvals,
    jobs,
    events,
    entities,
    closures,
    people,
    webhooks,
)


class Interface(NinjaAPI):
    """The operations of version 1, each known by the name of its function."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_root_path(self, path_params: dict[str, Any]) -> str:
        return "/api/v1/"


def _made() -> Interface:
    made = Interface(
        title="Duly",
        version=VERSION,
        description=DESCRIPTION,
        docs_url=None,
        openapi_url=None,
        urls_namespace="api-v1",
    )
    for subject in SUBJECTS:
        made.add_router("", subject.routes)
    answer_with_problems(made)
    return made


interface = _made()


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document, with the meaning of every refusal."""
    written: dict[str, Any] = dict(interface.get_openapi_schema())
    for operations in written["paths"].values():
        for operation in operations.values():
            _name_refusals(operation)
    return written


def _name_refusals(operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    for status, response in responses.items():
        if int(status) in MEANINGS:
            response["description"] = MEANINGS[int(status)]
    operation["responses"] = {str(status): response for status, response in responses.items()}
