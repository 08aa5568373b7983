"""How is a caller told that something did not work? One shape for every refusal."""

from __future__ import annotations

import logging
import math
from typing import Any

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from pydantic import Field

from duly.server.api.cursors import UnknownCursor
from duly.server.api.inputs import Shown
from duly.server.platform.canonical import canonical
from duly.server.platform.guard import open_to_all
from duly.server.platform.refusals import Refused
from duly.server.platform.storage import hindrance

log = logging.getLogger("duly.api")


class Problem(Shown):
    """Why a call was refused. Programs look at `code`; `message` is for people reading logs."""

    code: str = Field(description="Stable, in lower case with underscores.")
    message: str
    field: str | None = Field(None, description="What of the request it is about, if anything.")
    facts: dict[str, Any] = Field(
        default_factory=dict, description="The figures behind the refusal."
    )


MEANINGS = {
    400: "The body cannot be read, or the request is not in order",
    401: "No token and no session, or not a valid one",
    403: "The caller's role or token does not allow it",
    404: "There is no such thing, or it lies outside the caller's part of the book",
    409: "The state of things does not allow it, or the same call is still under way",
    413: "The body is too large",
    415: "The body is of another content type than the document says",
    422: "A value is missing, malformed or out of bounds, or a key came with another body",
    429: "Too many calls; `Retry-After` says how many seconds to wait",
    500: "A mistake of ours; it was logged",
    503: "The database is too busy, the disk full or the data read-only; nothing was changed",
}
_MESSAGES = {
    "signed_out": "A token (Authorization: Bearer …) or a session is needed.",
    "not_allowed": "The caller's role or token does not allow this.",
    "not_found": "There is no such thing in the part of the book the caller sees.",
    "cursor_unknown": "This list gave no such cursor.",
    "body_unreadable": "The body cannot be read as its content type says.",
    "unsupported_media_type": "The body must have the content type the document says.",
    "body_too_large": "The body is too large.",
    "too_many_calls": "Too many calls in a short time.",
    "busy": "The database is too busy; ask again.",
    "disk_full": "The disk of the server is full; nothing was changed. Ask again when it is not.",
    "read_only": "The data of the server can only be read now; nothing was changed.",
    "unexpected": "A mistake of ours. It was logged.",
}


def told(code: str, *, field: str | None = None, **facts: Any) -> Problem:
    """A problem in words: those of the table, else the code itself as a sentence."""
    message = _MESSAGES.get(code) or code.replace("_", " ").capitalize() + "."
    return Problem(code=code, message=message, field=field, facts=facts)


def answer(status: int, problem: Problem) -> HttpResponse:
    # Facts may hold days and moments; the canonical form knows how they are written.
    return HttpResponse(
        canonical(problem.model_dump()), status=status, content_type="application/json"
    )


def problem_of(error: Exception) -> tuple[int, Problem] | None:
    """The refusals a service makes, with their status; None for anything else."""
    match error:
        case PermissionDenied():
            return 403, told("not_allowed", act=str(error))
        case UnknownCursor():
            return 404, told("cursor_unknown", field="cursor")
        case Http404():
            return 404, told("not_found")
        case Refused(code="upload_too_large"):
            return 413, told(error.code, **error.facts)
        case Refused():
            return 409, told(error.code, **error.facts)
    return None


def answer_with_problems(api: NinjaAPI) -> None:
    """Let every error of the API be answered in the one shape."""
    for known in (PermissionDenied, UnknownCursor, Http404, Refused):
        api.add_exception_handler(known, _of_service)
    api.add_exception_handler(AuthenticationError, _signed_out)
    api.add_exception_handler(Throttled, _too_many)
    api.add_exception_handler(HttpError, _of_http)
    api.add_exception_handler(RequestDataTooBig, _too_large)
    for unread in (BadRequest, SuspiciousOperation, MultiPartParserError):
        api.add_exception_handler(unread, _unreadable)
    api.add_exception_handler(ValidationError, _malformed)
    api.add_exception_handler(OperationalError, _busy)
    api.add_exception_handler(Exception, _unexpected)


@csrf_exempt
@open_to_all
def nowhere(request: HttpRequest) -> HttpResponse:
    """For addresses below the API's that lead nowhere."""
    return answer(404, told("not_found"))


def _of_service(request: HttpRequest, error: Any) -> HttpResponse:
    found = problem_of(error)
    return answer(*found) if found else _unexpected(request, error)


def _signed_out(request: HttpRequest, error: Any) -> HttpResponse:
    response = answer(401, told("signed_out"))
    response.headers["WWW-Authenticate"] = 'Bearer realm="duly"'
    return response


def _too_many(request: HttpRequest, error: Any) -> HttpResponse:
    response = answer(429, told("too_many_calls", wait_seconds=math.ceil(error.wait or 1)))
    response.headers["Retry-After"] = str(math.ceil(error.wait or 1))
    return response


def _of_http(request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error.__cause__, RequestDataTooBig):
        return _too_large(request, error)
    code = {400: "body_unreadable", 403: "cross_site_request"}.get(error.status_code, "refused")
    return answer(error.status_code, told(code))


def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(400, told("body_unreadable"))


def _too_large(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(413, told("body_too_large"))


def _malformed(request: HttpRequest, error: Any) -> HttpResponse:
    """The first value that is wrong is the field; all of them stand in the facts."""
    found = [_place(item) for item in error.errors]
    first = found[0]
    values = [{"field": field, "code": code, "message": message} for field, code, message in found]
    problem = Problem(
        code=first[1], message=first[2], field=first[0], facts={"values": values[:50]}
    )
    return answer(422, problem)


def _place(item: dict[str, Any]) -> tuple[str, str, str]:
    """Where, what and why, without the name the code has for the body."""
    source, *path = item["loc"]
    inner = path[1:] if len(path) > 1 and source in {"body", "query", "form"} else path
    field = ".".join(str(part) for part in inner) or str(source)
    return field, str(item["type"]), str(item["msg"])


def _busy(request: HttpRequest, error: Any) -> HttpResponse:
    return _later(hindrance(error) or "busy", error)


def _later(code: str, error: Any) -> HttpResponse:
    log.warning("nothing could be written (%s): %s", code, type(error).__name__)
    response = answer(503, told(code))
    response.headers["Retry-After"] = "1"
    return response


def _unexpected(request: HttpRequest, error: Any) -> HttpResponse:
    hindered = hindrance(error)
    if hindered is not None:
        return _later(hindered, error)
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    return answer(500, told("unexpected"))
