"""Which credit policy is in force, which came before it, and which are being written?"""

from __future__ import annotations

from functools import lru_cache

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from duly.book.findings import BadInput
from duly.book.policy.credit_policy import CreditPolicy
from duly.book.policy.reading import (
    default_policy,
    default_policy_text,
    not_toml,
    policy_from_toml,
)
from duly.server.credit.models import PolicyVersion, Stage
from duly.server.platform.models import Approval
from duly.server.platform.models.approvals import Outcome

ACTIVATE = "policy.activate"
COMPARE = "policy.compare"
SUBJECT = "policy"


def active_version() -> PolicyVersion | None:
    """The version in force; None until the first is activated, then the shipped one counts."""
    return PolicyVersion.objects.filter(stage=Stage.ACTIVE).first()


def active_policy() -> CreditPolicy:
    """The policy every figure of today is made by."""
    version = active_version()
    return default_policy() if version is None else read_version(version)


def active_text() -> str:
    """The policy in force as somebody wrote it, comments and all."""
    version = active_version()
    return default_policy_text() if version is None else version.toml


def read_version(version: PolicyVersion) -> CreditPolicy:
    """The policy a version holds. Raises BadInput for a draft that makes no sense yet."""
    return read_toml(version.toml)


@lru_cache(maxsize=8)
def read_toml(toml: str) -> CreditPolicy:
    """The policy in a text. Raises BadInput, whatever the text is."""
    try:
        return policy_from_toml(toml, source="the policy")
    except RecursionError as error:
        raise BadInput("the policy is nested too deeply to be read", code="too_deep") from error
    except ValueError as error:  # numbers of thousands of digits
        raise not_toml("the policy", error) from error


def versions() -> QuerySet[PolicyVersion]:
    """Every version, the newest first."""
    return PolicyVersion.objects.select_related("written_by", "based_on").order_by("-id")


def version_or_404(number: int) -> PolicyVersion:
    return get_object_or_404(versions(), pk=number)


def waiting_request(version: PolicyVersion) -> Approval | None:
    """The request to activate this draft that nobody has answered yet."""
    return (
        Approval.objects.filter(
            kind=ACTIVATE, subject_kind=SUBJECT, subject_id=str(version.pk), outcome=Outcome.WAITING
        )
        .select_related("asked_by")
        .first()
    )
