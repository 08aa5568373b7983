"""How far is what was asked for?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Query
from pydantic import Field

from duly.server.api.asking import actor_behind
from duly.server.api.cursors import Order, Page, Paged, page_of
from duly.server.api.inputs import Id, Shown
from duly.server.api.routes import Routes
from duly.server.platform.jobs.queue import look, revive
from duly.server.platform.models import Job
from duly.server.platform.rights import Act, Actor, may

routes = Routes("Jobs")
_NEWEST = Order("jobs", ("-id",))


class JobRow(Shown):
    """Something done behind the pages."""

    id: int
    kind: str
    state: str = Field(description="waiting, running, done or parked")
    progress_share: float
    progress_of: str
    attempts: int
    result: dict[str, Any] | None
    last_error: str
    created_at: datetime
    ended_at: datetime | None


@routes.read("/jobs", Act.SEE_BOOK, Page[JobRow])
def list_jobs(request: HttpRequest, asked: Query[Paged]) -> Any:
    """List jobs

    One's own; who manages settings sees all.
    """
    rows = _visible(actor_behind(request))
    return Page[JobRow](**page_of(rows, _NEWEST, asked, JobRow.model_validate))


@routes.read("/jobs/{job_id}", Act.SEE_BOOK, JobRow)
def read_job(request: HttpRequest, job_id: Path[Id]) -> Any:
    """Read a job and its progress"""
    get_object_or_404(_visible(actor_behind(request)), pk=job_id)
    return JobRow.model_validate(look(job_id))


@routes.write("POST", "/jobs/{job_id}/revival", Act.MANAGE_SETTINGS, JobRow)
def revive_job(request: HttpRequest, job_id: Path[Id]) -> Any:
    """Let a parked job be tried again"""
    actor = actor_behind(request)
    revive(actor=actor, job=get_object_or_404(_visible(actor), pk=job_id))
    return JobRow.model_validate(look(job_id))


def _visible(actor: Actor) -> Any:
    if may(actor, Act.MANAGE_SETTINGS):
        return Job.objects.all()
    return Job.objects.filter(asked_by=actor.user)
