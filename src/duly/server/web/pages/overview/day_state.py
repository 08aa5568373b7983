"""Are the figures those of today, and if not, are they being worked out?"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from duly.server.platform import clock
from duly.server.platform.guard import allowed
from duly.server.platform.jobs.queue import ask
from duly.server.platform.models.jobs import Job, State
from duly.server.platform.rights import Act, Actor, may
from duly.server.portfolio.acts import RUN_DAY
from duly.server.portfolio.models import Snapshot
from duly.server.web.asking import Asked


@dataclass(frozen=True, slots=True)
class DayState:
    """How many days old the figures are, the job that works on new ones, who may ask for it."""

    age_days: int | None
    job: Job | None
    may_run: bool


def day_state(actor: Actor, snapshot: Snapshot | None) -> DayState:
    """Costs a query only while the figures are not today's."""
    age = None if snapshot is None else (clock.today() - snapshot.as_of).days
    job = _open_job() if age is None or age > 0 else None
    return DayState(age, job, may(actor, Act.RUN_DAY))


@require_POST
@allowed(Act.RUN_DAY)
def run_today(request: Asked) -> HttpResponse:
    """Ask for today's figures; what is asked for already is not asked for again."""
    today = clock.today().isoformat()
    with transaction.atomic():
        if _open_job() is None:
            ask(kind=RUN_DAY, payload={"as_of": today}, actor=request.actor)
    messages.success(request, gettext("Today's figures are being worked out."))
    return HttpResponseRedirect(reverse("overview"))


def _open_job() -> Job | None:
    open_jobs = Job.objects.filter(kind=RUN_DAY, state__in=[State.WAITING, State.RUNNING])
    return open_jobs.filter(run_after__lte=clock.now()).order_by("-pk").first()
