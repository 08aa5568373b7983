"""How is an operation of the API made? It names the act it takes; one that writes does so once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from ninja import Header, Router
from ninja.operation import Operation
from ninja.utils import contribute_operation_args, contribute_operation_callback

from duly.server.api.callers import Session, Token
from duly.server.api.once import KEY_PATTERN, Writing, answered_once
from duly.server.api.problems import Problem, answer, told
from duly.server.platform.rights import Act

View = Callable[..., Any]
_OF_EVERY_CALL = (401, 403, 404, 422, 429, 503)
_OF_WRITING = (400, 409, 413, 415)


class Routes(Router):
    """The operations about one subject, under its name in the reference."""

    def __init__(self, subject: str) -> None:
        super().__init__(tags=[subject])

    def read(self, path: str, act: Act, answers: Any) -> Callable[[View], View]:
        """An operation that changes nothing."""

        def register(view: View) -> View:
            strict = _strict(view)
            responses = {200: answers, **_problems(_OF_EVERY_CALL)}
            self._add(path, ["GET"], strict, act, responses)
            return view

        return register

    def write(
        self,
        method: str,
        path: str,
        act: Act,
        answers: Any,
        *,
        status: int = 200,
        takes: str = "application/json",
        has_secret: bool = False,
    ) -> Callable[[View], View]:
        """An operation that changes something, once a key, however often it is called."""

        def register(view: View) -> View:
            writing = Writing(f"{method} {path}", status, takes, has_secret)
            once = _strict(answered_once(view, writing))
            contribute_operation_args(
                once,
                "idempotency_key",
                str,
                Header(
                    ...,
                    alias="Idempotency-Key",
                    pattern=KEY_PATTERN,
                    description="Made by the caller, new for each thing to be done; a repetition "
                    "with the same key and body gets the first answer again.",
                ),
            )
            responses = {status: answers, **_problems((*_OF_WRITING, *_OF_EVERY_CALL))}
            self._add(path, [method], once, act, responses)
            return view

        return register

    def _add(
        self, path: str, methods: list[str], view: View, act: Act, responses: dict[int, Any]
    ) -> None:
        summary, _, description = inspect.cleandoc(view.__doc__ or "").partition("\n")
        view.act = act.value  # type: ignore[attr-defined]  # the mark the rights matrix reads
        self.add_api_operation(
            path,
            methods,
            view,
            auth=[Token(act), Session(act)],
            response=responses,
            operation_id=view.__name__,
            url_name=view.__name__,
            summary=summary.rstrip("."),
            description=description.strip() or None,
            openapi_extra={"x-act": act.value},
        )


def _problems(statuses: Iterable[int]) -> dict[int, Any]:
    return dict.fromkeys(statuses, Problem)


def _strict(view: View) -> View:
    """Refuse parameters the operation does not know: a mistyped filter must not show everything."""
    known: set[str] = set()

    @wraps(view)
    def asked(request: HttpRequest, **given: Any) -> Any:
        unknown = sorted(set(request.GET) - known)
        if unknown:
            return answer(422, told("unknown_parameter", field=unknown[0][:200]))
        return view(request, **given)

    # ninja looks names up where the wrapper stands, so they are resolved where they are written.
    asked.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]
    contribute_operation_callback(asked, lambda operation: known.update(_names(operation)))
    return asked


def _names(operation: Operation) -> set[str]:
    return {
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in getattr(model, "__ninja_flatten_map__", {})
    }
