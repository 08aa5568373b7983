"""Which credit policies are drafted, in force, retired?"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Body, Path, Query
from pydantic import Field

from duly.book.findings import BadInput
from duly.server.api.asking import actor_behind
from duly.server.api.cursors import Order, Page, Paged, page_of
from duly.server.api.inputs import Given, Id, Number, Prose, Shown, bounded
from duly.server.api.resources.approvals import ApprovalRow
from duly.server.api.resources.jobs import JobRow
from duly.server.api.routes import Routes
from duly.server.credit.models import PolicyVersion
from duly.server.credit.selectors import version_or_404, versions
from duly.server.credit.services import (
    LONGEST_TOML,
    ask_activation,
    ask_comparison,
    check,
    difference,
    discard_draft,
    draft_policy,
    save_draft,
    text_digest,
)
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act

routes = Routes("Policies")
_NEWEST = Order("policies", ("-id",))
Toml = Annotated[str, bounded(LONGEST_TOML, lines=True)]


class PoliciesAsked(Paged):
    stage: Literal["draft", "active", "retired"] | None = None


class PolicyRow(Shown):
    id: int
    stage: str
    name: str
    version: str
    fingerprint: str = Field(description="Empty while a draft makes no sense.")
    based_on_id: int | None
    written_by_id: int | None
    written_at: datetime
    activated_at: datetime | None
    retired_at: datetime | None


class PolicyDetail(PolicyRow):
    toml: str
    text_digest: str = Field(description="To be sent back as `seen` when saving.")


class NewDraft(Given):
    based_on_id: Number | None = Field(None, description="The policy in force, unless said.")


class DraftText(Given):
    toml: Toml = Field(examples=['name = "Ours"'])
    seen: Annotated[str, Field(strict=True, pattern="^[0-9a-f]{64}$")] = Field(
        description="`text_digest` of the text this one was made from.", examples=["0" * 64]
    )


class TextToCheck(Given):
    toml: Toml


class PolicyFault(Shown):
    key: str
    why: str
    code: str = Field(description="What is wrong, for programs; `facts` are its figures.")
    facts: dict[str, int | float | str]


class Checked(Shown):
    problems: list[PolicyFault]


class DifferenceAsked(Given):
    before_id: Id
    after_id: Id


class PolicyChangeRow(Shown):
    key: str
    before: Any = Field(description="Null where the key is absent.")
    after: Any


class Differences(Shown):
    changes: list[PolicyChangeRow]


class ActivationWish(Given):
    reason: Prose = ""


@routes.read("/policies", Act.SEE_BOOK, Page[PolicyRow])
def list_policies(request: HttpRequest, asked: Query[PoliciesAsked]) -> Any:
    """List policies, newest first"""
    rows = versions().order_by()
    if asked.stage is not None:
        rows = rows.filter(stage=asked.stage)
    return Page[PolicyRow](**page_of(rows, _NEWEST, asked, PolicyRow.model_validate))


@routes.read("/policies/{policy_id}", Act.SEE_BOOK, PolicyDetail)
def read_policy(request: HttpRequest, policy_id: Path[Id]) -> Any:
    """Read a policy with its text"""
    return _detail(version_or_404(policy_id))


@routes.write("POST", "/policies", Act.DRAFT_POLICY, PolicyDetail, status=201)
def create_draft(request: HttpRequest, draft: Body[NewDraft]) -> Any:
    """Begin a draft"""
    base = version_or_404(draft.based_on_id) if draft.based_on_id else None
    return _detail(draft_policy(actor=actor_behind(request), based_on=base))


@routes.write("PUT", "/policies/{policy_id}", Act.DRAFT_POLICY, PolicyDetail)
def put_draft(request: HttpRequest, policy_id: Path[Id], given: Body[DraftText]) -> Any:
    """Save the text of a draft

    It may make no sense yet. 409 when somebody else saved another text meanwhile.
    """
    draft = version_or_404(policy_id)
    actor = actor_behind(request)
    return _detail(save_draft(actor=actor, draft=draft, toml=given.toml, seen=given.seen))


@routes.write("DELETE", "/policies/{policy_id}", Act.DRAFT_POLICY, PolicyRow)
def delete_draft(request: HttpRequest, policy_id: Path[Id]) -> Any:
    """Throw a draft away"""
    draft = version_or_404(policy_id)
    row = PolicyRow.model_validate(draft)
    discard_draft(actor=actor_behind(request), draft=draft)
    return row


@routes.write("POST", "/policy-checks", Act.DRAFT_POLICY, Checked)
def check_policy(request: HttpRequest, given: Body[TextToCheck]) -> Any:
    """Check a text

    Every key that is wrong, and why; an empty list for a policy that makes sense. Nothing is kept.
    """
    return Checked(problems=[PolicyFault.model_validate(problem) for problem in check(given.toml)])


@routes.read("/policy-differences", Act.SEE_BOOK, Differences)
def read_difference(request: HttpRequest, asked: Query[DifferenceAsked]) -> Any:
    """Compare two policies key by key

    409 when one of them is a draft that makes no sense.
    """
    before, after = version_or_404(asked.before_id), version_or_404(asked.after_id)
    try:
        changes = difference(before.toml, after.toml)
    except BadInput as error:
        raise Refused("policy_makes_no_sense") from error
    return Differences(changes=[PolicyChangeRow.model_validate(one) for one in changes])


@routes.write("POST", "/policies/{policy_id}/comparison", Act.DRAFT_POLICY, JobRow, status=202)
def compare_policy(request: HttpRequest, policy_id: Path[Id]) -> Any:
    """Work out what a draft would change on today's book

    As a job, whose `result` is the answer.
    """
    draft = version_or_404(policy_id)
    if check(draft.toml):
        raise Refused("policy_makes_no_sense")
    return JobRow.model_validate(ask_comparison(actor=actor_behind(request), draft=draft))


@routes.write("POST", "/policies/{policy_id}/activation", Act.DRAFT_POLICY, ApprovalRow, status=202)
def activate_policy(request: HttpRequest, policy_id: Path[Id], wish: Body[ActivationWish]) -> Any:
    """Ask that a draft comes into force

    Somebody else has to approve it under `/approvals`.
    """
    draft = version_or_404(policy_id)
    asked = ask_activation(actor=actor_behind(request), draft=draft, reason=wish.reason)
    return ApprovalRow.model_validate(asked)


def _detail(version: PolicyVersion) -> PolicyDetail:
    row = PolicyRow.model_validate(version)
    return PolicyDetail(**row.__dict__, toml=version.toml, text_digest=text_digest(version.toml))
