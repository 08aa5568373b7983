import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from duly.book.policy.reading import default_policy_text
from duly.server.credit.models import PolicyVersion, Stage
from duly.server.credit.selectors import active_policy, active_version
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
from duly.server.platform.approvals import decide, withdraw
from duly.server.platform.models import Event, Job
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import actor_of


def kinds():
    return list(Event.objects.order_by("number").values_list("kind", flat=True))


def edited(draft, before="grace_days = 5", after="grace_days = 9"):
    assert before in draft.toml
    return draft.toml.replace(before, after)


def saved(actor, draft, toml):
    return save_draft(actor=actor, draft=draft, toml=toml, seen=text_digest(draft.toml))


def in_force(analyst, approver, draft):
    approval = ask_activation(actor=analyst, draft=draft, reason="losses fell")
    decide(actor=approver, approval=approval, approve=True, reason="agreed")
    return PolicyVersion.objects.get(pk=draft.pk)


def test_before_any_was_activated_the_shipped_policy_counts(db):
    assert active_version() is None
    assert active_policy().name == "Duly default"


def test_a_draft_begins_as_a_copy_with_a_version_of_its_own(draft):
    assert difference(default_policy_text(), draft.toml)[0].key == "version"
    assert len(difference(default_policy_text(), draft.toml)) == 1
    assert draft.stage == Stage.DRAFT


def test_two_drafts_of_a_day_have_different_versions(analyst, draft):
    assert draft_policy(actor=analyst).version == f"{draft.version}.2"


def test_what_is_saved_is_what_was_written(analyst, draft):
    after = saved(analyst, draft, edited(draft))
    assert active_policy().worklist.grace_days == 5
    assert "grace_days = 9" in PolicyVersion.objects.get(pk=after.pk).toml
    assert kinds() == ["policy.drafted", "policy.saved"]


def test_saving_what_stands_there_already_is_no_event(analyst, draft):
    saved(analyst, draft, draft.toml.replace("\n", "\r\n"))
    assert kinds() == ["policy.drafted"]


def test_a_broken_draft_is_kept_but_cannot_be_asked_for(analyst, draft):
    broken = saved(analyst, draft, edited(draft, after="grace_days = 999"))
    assert broken.fingerprint == ""
    with pytest.raises(Refused, match="policy_makes_no_sense"):
        ask_activation(actor=analyst, draft=broken, reason="")


def test_what_another_saved_meanwhile_is_not_overwritten(analyst, person, draft):
    saved(actor_of(person("credit_analyst")), draft, edited(draft))
    with pytest.raises(Refused, match="policy_changed_meanwhile"):
        saved(analyst, draft, draft.toml + "# mine\n")


def test_a_policy_that_does_not_end_is_refused(analyst, draft):
    with pytest.raises(Refused, match="policy_too_long"):
        saved(analyst, draft, "#" * 200_001)


@pytest.mark.parametrize(
    ("toml", "key"),
    [
        ("", "name"),
        ("x = ", ""),
        ("a = " + "[" * 5000, ""),
        ("a = " + "9" * 5000, ""),
        ("\x00", ""),
    ],
)
def test_whatever_is_written_is_answered_with_what_is_wrong(toml, key):
    assert check(toml)[0].key == key


def test_a_policy_that_makes_sense_has_nothing_wrong():
    assert check(default_policy_text()) == ()


def test_a_draft_comes_into_force_once_somebody_else_agreed(analyst, approver, draft):
    version = in_force(analyst, approver, saved(analyst, draft, edited(draft)))
    assert version.stage == Stage.ACTIVE
    assert active_policy().worklist.grace_days == 9
    assert kinds()[-2:] == ["policy.activated", "approval.approved"]


def test_the_one_before_is_retired(analyst, approver, draft):
    first = in_force(analyst, approver, draft)
    second = in_force(analyst, approver, draft_policy(actor=analyst))
    first.refresh_from_db()
    assert (first.stage, second.stage) == (Stage.RETIRED, Stage.ACTIVE)


def test_nobody_agrees_to_what_they_asked_for(administrator, actor, draft):
    approval = ask_activation(actor=actor, draft=draft, reason="")
    with pytest.raises(Refused, match="approval_own"):
        decide(actor=actor, approval=approval, approve=True, reason="")
    assert active_version() is None


def test_what_waits_for_approval_is_not_edited_asked_for_again_or_thrown_away(analyst, draft):
    ask_activation(actor=analyst, draft=draft, reason="")
    for act in (
        lambda: saved(analyst, draft, draft.toml + "# more\n"),
        lambda: ask_activation(actor=analyst, draft=draft, reason=""),
        lambda: discard_draft(actor=analyst, draft=draft),
    ):
        with pytest.raises(Refused, match="policy_awaits_approval"):
            act()


def test_a_withdrawn_draft_can_be_edited_again(analyst, draft):
    withdraw(actor=analyst, approval=ask_activation(actor=analyst, draft=draft, reason=""))
    assert saved(analyst, draft, draft.toml + "# more\n").toml.endswith("# more\n")


def test_a_text_changed_behind_our_back_is_not_put_in_force(analyst, approver, draft):
    approval = ask_activation(actor=analyst, draft=draft, reason="")
    PolicyVersion.objects.filter(pk=draft.pk).update(toml=edited(draft))
    with pytest.raises(Refused, match="policy_is_not_what_was_asked"):
        decide(actor=approver, approval=approval, approve=True, reason="")
    assert active_version() is None


def test_a_declined_draft_changes_nothing(analyst, approver, draft):
    approval = ask_activation(actor=analyst, draft=draft, reason="")
    decide(actor=approver, approval=approval, approve=False, reason="too strict")
    assert active_version() is None
    draft.refresh_from_db()
    assert draft.stage == Stage.DRAFT


def test_a_version_that_was_in_force_is_not_used_twice(analyst, approver, draft):
    in_force(analyst, approver, draft)
    again = draft_policy(actor=analyst)
    again = saved(analyst, again, again.toml.replace(again.version, draft.version))
    with pytest.raises(Refused, match="policy_version_is_taken"):
        ask_activation(actor=analyst, draft=again, reason="")


def test_a_draft_thrown_away_stays_in_the_log(analyst, draft):
    discard_draft(actor=analyst, draft=draft)
    assert not PolicyVersion.objects.exists()
    assert kinds() == ["policy.drafted", "policy.discarded"]


@pytest.mark.parametrize("change", [{"toml": "x"}, {"version": "x"}, {"stage": Stage.DRAFT}])
def test_the_database_refuses_to_change_what_was_agreed(analyst, approver, draft, change):
    in_force(analyst, approver, draft)
    with pytest.raises(DatabaseError), transaction.atomic():
        PolicyVersion.objects.update(**change)


def test_the_database_refuses_to_delete_what_was_agreed(analyst, approver, draft):
    in_force(analyst, approver, draft)
    with pytest.raises(DatabaseError), transaction.atomic():
        PolicyVersion.objects.all().delete()


@pytest.mark.parametrize("role", ["viewer", "collector", "cash_clerk", "approver", "auditor"])
def test_only_analysts_write_policies(person, draft, role):
    somebody = actor_of(person(role))
    before = len(kinds())
    for act in (
        lambda: draft_policy(actor=somebody),
        lambda: saved(somebody, draft, "x"),
        lambda: discard_draft(actor=somebody, draft=draft),
        lambda: ask_activation(actor=somebody, draft=draft, reason=""),
        lambda: ask_comparison(actor=somebody, draft=draft),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert len(kinds()) == before


def test_what_would_change_is_worked_out_once_however_often_it_is_asked(analyst, draft):
    assert comparison_of(actor=analyst, draft=draft) is None
    first = ask_comparison(actor=analyst, draft=draft)
    assert ask_comparison(actor=analyst, draft=draft) == first == Job.objects.get()
    assert comparison_of(actor=analyst, draft=draft) == first


def test_what_a_broken_draft_would_change_is_not_worked_out(analyst, draft):
    with pytest.raises(Refused, match="policy_makes_no_sense"):
        ask_comparison(actor=analyst, draft=saved(analyst, draft, "x = "))
