"""Does a writing call happen once, however often it is sent? The same key gets the same answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from duly.server.api.asking import actor_behind
from duly.server.api.problems import answer, problem_of, told
from duly.server.platform.canonical import canonical, digest
from duly.server.platform.idempotency import Claim, Standing, TakenOver, answer_once, claim
from duly.server.platform.secrets import UnreadableSecret, seal, unseal

KEY_PATTERN = "^[A-Za-z0-9._:-]{8,200}$"
REPLAYED = "Idempotent-Replayed"
_AT_ONCE = 1024**2
View = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Writing:
    """What a writing operation is: its route, its status when done, the content type it takes.

    `has_secret` seals the kept answer, which would otherwise hold a secret in clear.
    """

    route: str
    status: int = 200
    takes: str = "application/json"
    has_secret: bool = False


def answered_once(view: View, writing: Writing) -> View:
    """The view, called once a key. A refusal by a service is an answer too, and is kept."""

    @wraps(view)
    def called(request: HttpRequest, *, idempotency_key: str, **given: Any) -> HttpResponse:
        if _has_body(request) and request.content_type != writing.takes:
            return answer(415, told("unsupported_media_type", takes=writing.takes))
        claimed = claim(
            owner=actor_behind(request).user,
            key=idempotency_key,
            route=writing.route,
            request_digest=_digest(request),
        )
        if claimed.standing is not Standing.NEW:
            return _known(claimed, writing.has_secret)

        def act() -> tuple[int, Any]:
            reached, body = _done(view, request, given, writing.status)
            return reached, {"sealed": seal(canonical(body))} if writing.has_secret else body

        try:
            reached, kept = answer_once(claimed, act)
        except TakenOver:
            return answer(409, told("call_under_way", field="Idempotency-Key"))
        return _as_json(reached, _opened(kept, writing.has_secret))

    return called


def _done(
    view: View, request: HttpRequest, given: dict[str, Any], status: int
) -> tuple[int, dict[str, Any]]:
    """Status and body. What a refused view had begun is rolled back before the refusal is kept."""
    try:
        with transaction.atomic():
            shown: BaseModel = view(request, **given)
    except Exception as error:
        found = problem_of(error)
        if found is None:
            raise
        return found[0], found[1].model_dump()
    return status, shown.model_dump(mode="json")


def _known(claimed: Claim, has_secret: bool) -> HttpResponse:
    """What to say of a key that was used before."""
    if claimed.standing is Standing.IN_FLIGHT:
        return answer(409, told("call_under_way", field="Idempotency-Key"))
    if claimed.standing is Standing.MISMATCH:
        return answer(422, told("key_of_another_call", field="Idempotency-Key"))
    status, kept = claimed.answer
    try:
        response = _as_json(status, _opened(kept, has_secret))
    except UnreadableSecret:
        return answer(409, told("answer_no_longer_readable", field="Idempotency-Key"))
    response.headers[REPLAYED] = "true"
    return response


def _opened(kept: Any, has_secret: bool) -> Any:
    return json.loads(unseal(kept["sealed"])) if has_secret else kept


def _as_json(status: int, body: Any) -> HttpResponse:
    # The canonical form reads the same the first time and out of either database.
    return HttpResponse(canonical(body), status=status, content_type="application/json")


def _has_body(request: HttpRequest) -> bool:
    return request.headers.get("Content-Length", "0") not in {"", "0"}


def _digest(request: HttpRequest) -> str:
    """What the caller asked for: where, and with which body, fields and files."""
    if request.content_type == "multipart/form-data":
        files = {name: _of_file(file) for name, file in request.FILES.items()}
        return digest([request.path, dict(request.POST.lists()), files])
    return digest([request.path, sha256(request.body).hexdigest()])


def _of_file(file: Any) -> list[str]:
    sum_of_all = sha256()
    for part in file.chunks(_AT_ONCE):
        sum_of_all.update(part)
    file.seek(0)
    return [str(file.name), sum_of_all.hexdigest()]
