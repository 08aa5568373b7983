"""How far is a job that somebody asked for on a page?"""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from duly.server.platform.guard import allowed
from duly.server.platform.jobs.queue import look
from duly.server.platform.models import Job
from duly.server.platform.models.jobs import State
from duly.server.platform.rights import Act
from duly.server.web.asking import Asked


@allowed(Act.SEE_BOOK)
def job(request: Asked, number: int) -> HttpResponse:
    """The state of one's own job, as a part of the page that asked for it."""
    if not Job.objects.filter(pk=number, asked_by=request.actor.user).exists():
        raise Http404
    found = look(number)
    response = render(request, "parts/job.html", {"job": found})
    if found.state in (State.DONE, State.PARKED):
        response.headers["HX-Refresh"] = "true"
    return response
