"""Which credit policy is in force, which are being written, and what would a draft change?"""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from duly.book.policy.reading import default_policy_text
from duly.report.columns import ReportColumn
from duly.server.credit.models import PolicyVersion, Stage
from duly.server.credit.selectors import (
    active_text,
    active_version,
    version_or_404,
    versions,
    waiting_request,
)
from duly.server.credit.services import (
    ask_activation,
    ask_comparison,
    check,
    comparison_of,
    difference,
    discard_draft,
    draft_policy,
    save_draft,
    text_digest,
)
from duly.server.platform.approvals import withdraw
from duly.server.platform.guard import allowed
from duly.server.platform.jobs.queue import look
from duly.server.platform.models.jobs import State
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act, demand, may
from duly.server.web.asking import Asked
from duly.server.web.exports import Table, exported
from duly.server.web.policy_faults import fault
from duly.server.web.refusals import answered, sentence

_SECTION = re.compile(r"^\s*\[\[?\s*([^\]]+?)\s*\]\]?")


@allowed(Act.SEE_BOOK)
def policies(request: Asked) -> HttpResponse:
    """The policy in force, the drafts, and every version before."""
    found = list(versions()[:200])
    context = {
        "active": next((each for each in found if each.stage == Stage.ACTIVE), None),
        "drafts": [each for each in found if each.stage == Stage.DRAFT],
        "retired": [each for each in found if each.stage == Stage.RETIRED],
    }
    return render(request, "policies.html", context)


@allowed(Act.SEE_BOOK)
def shipped_policy(request: Asked) -> HttpResponse:
    """The policy Duly came with."""
    return render(request, "policy_shipped.html", {"toml": default_policy_text()})


@allowed(Act.SEE_BOOK)
def policy(request: Asked, number: int) -> HttpResponse:
    """One version: to be read, or a draft to be written on."""
    version = version_or_404(number)
    return _shown(request, version, version.toml)


@require_POST
@allowed(Act.DRAFT_POLICY)
@answered
def new_policy(request: Asked) -> HttpResponse:
    """Begin a draft: from the version named, else from the policy in force."""
    number = request.POST.get("from", "")
    base = version_or_404(int(number)) if number.isdecimal() and len(number) < 19 else None
    draft = draft_policy(actor=request.actor, based_on=base)
    messages.success(request, gettext("A draft was begun. Change what you disagree with."))
    return redirect("policy", draft.pk)


@require_POST
@allowed(Act.DRAFT_POLICY)
def save_policy(request: Asked, number: int) -> HttpResponse:
    """Keep the text; what was written is shown again also when it could not be kept."""
    draft = version_or_404(number)
    toml, seen = request.POST.get("toml", ""), request.POST.get("seen", "")
    try:
        held = save_draft(actor=request.actor, draft=draft, toml=toml, seen=seen)
    except Refused as refusal:
        return _shown(request, draft, toml, seen=seen, refusal=sentence(refusal))
    faults = len(check(held.toml))
    if faults:
        messages.warning(request, gettext("Saved. The draft does not make sense yet: see below."))
    else:
        messages.success(request, gettext("Saved. The draft makes sense."))
    return redirect("policy", number)


@require_POST
@allowed(Act.DRAFT_POLICY)
@answered
def discard_policy(request: Asked, number: int) -> HttpResponse:
    discard_draft(actor=request.actor, draft=version_or_404(number))
    messages.success(request, gettext("The draft was thrown away."))
    return redirect("policies")


@require_POST
@allowed(Act.DRAFT_POLICY)
@answered
def compare_policy(request: Asked, number: int) -> HttpResponse:
    """Have it worked out what the draft would change today."""
    ask_comparison(actor=request.actor, draft=version_or_404(number))
    return redirect(_address(number, "changes"))


@require_POST
@allowed(Act.DRAFT_POLICY)
@answered
def ask_policy(request: Asked, number: int) -> HttpResponse:
    """Ask somebody else to agree."""
    reason = request.POST.get("reason", "")[:2000]
    ask_activation(actor=request.actor, draft=version_or_404(number), reason=reason)
    messages.success(request, gettext("Asked. The draft comes into force once somebody agrees."))
    return redirect("policy", number)


@require_POST
@allowed(Act.DRAFT_POLICY)
@answered
def take_back_policy(request: Asked, number: int) -> HttpResponse:
    """Take back one's own request, so that the draft can be written on again."""
    request_for_it = waiting_request(version_or_404(number))
    if request_for_it is None:
        raise Refused("approval_decided")
    withdraw(actor=request.actor, approval=request_for_it)
    messages.success(request, gettext("The request was taken back."))
    return redirect("policy", number)


@exported("policy-changes")
def policy_changes_table(request: Asked) -> Table:
    """Whose grade, limit or terms the draft named in the query would change."""
    demand(request.actor, Act.DRAFT_POLICY)
    number = request.GET.get("draft", "")
    draft = version_or_404(int(number) if number.isdecimal() and len(number) < 19 else 0)
    job = comparison_of(actor=request.actor, draft=draft)
    rows = [_flat(row) for row in (job.result or {}).get("rows", [])] if job else []
    return Table(gettext("What would change"), _change_columns(), rows)


def _shown(
    request: Asked, version: PolicyVersion, toml: str, *, seen: str = "", refusal: str = ""
) -> HttpResponse:
    problems = check(toml)
    waiting = waiting_request(version) if version.stage == Stage.DRAFT else None
    may_draft = may(request.actor, Act.DRAFT_POLICY)
    job = _comparison(request, version) if may_draft and not problems else None
    context = {
        "version": version,
        "toml": toml,
        "seen": seen or text_digest(version.toml),
        "refusal": refusal,
        "is_draft": version.stage == Stage.DRAFT,
        "may_write": version.stage == Stage.DRAFT and may_draft and waiting is None,
        "problems": [(each.key, line_of(toml, each.key), fault(each)) for each in problems],
        "against": _against(version),
        "changes": () if problems else _changes(version, toml),
        "waiting": waiting,
        "is_mine": waiting is not None and waiting.asked_by == request.actor.user,
        "job": job,
        "matrix": _matrix(job.result) if job and job.state == State.DONE else [],
    }
    return render(request, "policy.html", context, status=409 if refusal else 200)


def _against(version: PolicyVersion) -> PolicyVersion | None:
    """What a version is compared with: a draft with what is in force, another with its base."""
    return active_version() if version.stage == Stage.DRAFT else version.based_on


def _changes(version: PolicyVersion, toml: str) -> Any:
    if version.stage == Stage.DRAFT:
        return difference(active_text(), toml)
    base = version.based_on.toml if version.based_on else default_policy_text()
    return difference(base, toml)


def _comparison(request: Asked, version: PolicyVersion) -> Any:
    if version.stage != Stage.DRAFT:
        return None
    job = comparison_of(actor=request.actor, draft=version)
    return look(job.pk) if job and job.state == State.RUNNING else job


def _matrix(found: Any) -> list[dict[str, Any]]:
    """From which grade to which: better ones stand to the left of the diagonal."""
    rows = []
    for place, (letter, counts) in enumerate(zip(found["grades"], found["migration"], strict=True)):
        cells = [{"count": n, "tone": _tone(place, at) if n else ""} for at, n in enumerate(counts)]
        rows.append({"letter": letter, "cells": cells})
    return rows


def _tone(was: int, becomes: int) -> str:
    if was == becomes:
        return "same"
    return "better" if becomes < was else "worse"


def line_of(toml: str, key: str) -> int | None:
    """The line in which a key of the text stands, to find it by; None where it is missing."""
    *sections, leaf = re.sub(r"\[[^\]]*\]", "", key).split(".")
    wanted, section = ".".join(sections), ""
    for number, line in enumerate(toml.splitlines(), start=1):
        found = _SECTION.match(line)
        if found:
            section = found[1]
        elif section == wanted and re.match(rf"\s*{re.escape(leaf)}\s*=", line):
            return number
    return None


def _address(number: int, anchor: str) -> str:
    return f"{reverse('policy', args=[number])}#{anchor}"


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    flat = {name: row[name] for name in ("account_id", "name", "currency")}
    for name in ("grade", "score", "limit_units", "recommended_days"):
        flat[f"{name}_before"], flat[f"{name}_after"] = row[name]
    return flat


def _change_columns() -> list[ReportColumn]:
    before, after = gettext("before"), gettext("after")
    figures = (
        ("grade", gettext("Grade"), "text"),
        ("score", gettext("Score"), "integer"),
        ("limit_units", gettext("Limit"), "units"),
        ("recommended_days", gettext("Days"), "integer"),
    )
    columns = [
        ReportColumn("account_id", gettext("Number")),
        ReportColumn("name", gettext("Name")),
        ReportColumn("currency", gettext("Currency")),
    ]
    for key, title, kind in figures:
        money = "currency" if kind == "units" else None
        columns.append(ReportColumn(f"{key}_before", f"{title} {before}", kind, money))  # type: ignore[arg-type]  # the kinds above are among its own
        columns.append(ReportColumn(f"{key}_after", f"{title} {after}", kind, money))  # type: ignore[arg-type]  # the same
    return columns
