"""Is a draft written, checked, compared and put in force by two people through the pages?"""

import pytest

from duly.server.credit.models import PolicyVersion, Stage
from duly.server.credit.services import draft_policy, text_digest
from duly.server.platform import clock
from duly.server.platform.jobs.worker import work_once
from duly.server.platform.models import Approval
from duly.server.platform.rights import actor_of


@pytest.fixture
def analyst(client, person):
    client.force_login(person("credit_analyst"))
    return client


@pytest.fixture
def draft(analyst, db):
    analyst.post("/policies/new")
    return PolicyVersion.objects.get()


def save(client, draft, toml, seen=None):
    given = {"toml": toml, "seen": seen or text_digest(draft.toml)}
    return client.post(f"/policies/{draft.pk}/save", given)


def test_a_draft_begins_as_the_policy_in_force(analyst, draft):
    page = analyst.get(f"/policies/{draft.pk}")
    assert [change.key for change in page.context["changes"]] == ["version"]
    assert page.context["problems"] == []


def test_what_was_saved_shows_its_difference(analyst, draft):
    save(analyst, draft, draft.toml.replace("grace_days = 5", "grace_days = 9"))
    page = analyst.get(f"/policies/{draft.pk}")
    assert [change.key for change in page.context["changes"]] == ["version", "worklist.grace_days"]


def test_a_fault_is_named_with_its_key_its_line_and_why(analyst, draft):
    save(analyst, draft, draft.toml.replace("grace_days = 5", "grace_days = 999"))
    page = analyst.get(f"/policies/{draft.pk}")
    [(key, line, why)] = page.context["problems"]
    assert key == "worklist.grace_days"
    assert "grace_days" in draft.toml.splitlines()[line - 1]
    assert why == "This must be 60 or less. It says: 999"
    assert why in page.text


def test_two_who_write_at_once_lose_nothing(analyst, draft):
    save(analyst, draft, draft.toml + "# first\n")
    page = save(analyst, draft, draft.toml + "# second\n")
    assert page.status_code == 409
    assert "# second" in page.text
    assert PolicyVersion.objects.get().toml.endswith("# first\n")


def test_markup_in_a_draft_stays_text(analyst, draft):
    save(analyst, draft, draft.toml + "# </textarea><script>alert(1)</script>\n")
    assert "<script>alert" not in analyst.get(f"/policies/{draft.pk}").text


def test_a_draft_is_asked_for_agreed_to_and_in_force(client, analyst, draft, desk_of):
    analyst.post(f"/policies/{draft.pk}/ask", {"reason": "losses fell"})
    approval = Approval.objects.get()
    approver = desk_of("approver")
    assert "losses fell" in approver.get("/approvals").text
    answer = approver.post(f"/approvals/{approval.pk}", {"decision": "approve", "reason": "yes"})
    assert answer.url == "/approvals"
    assert PolicyVersion.objects.get().stage == Stage.ACTIVE


def test_who_approves_gives_the_password_again_and_the_answer_is_not_lost(
    analyst, draft, client, person
):
    analyst.post(f"/policies/{draft.pk}/ask", {"reason": "x"})
    client.force_login(person("approver"))
    asked = client.post(f"/approvals/{Approval.objects.get().pk}", {"decision": "approve"})
    assert PolicyVersion.objects.get().stage == Stage.DRAFT
    client.post(asked.url, {"password": "a long password"})
    assert PolicyVersion.objects.get().stage == Stage.ACTIVE


def test_a_draft_that_waits_is_not_written_on_until_it_is_taken_back(analyst, draft):
    analyst.post(f"/policies/{draft.pk}/ask", {"reason": "x"})
    assert save(analyst, draft, draft.toml + "# more\n").status_code == 409
    analyst.post(f"/policies/{draft.pk}/take-back")
    assert save(analyst, draft, draft.toml + "# more\n").status_code == 302


def test_a_draft_is_thrown_away(analyst, draft):
    analyst.post(f"/policies/{draft.pk}/discard")
    assert not PolicyVersion.objects.exists()


def test_what_would_change_is_worked_out_behind_the_page(desk, actor, transactional_db, book):
    draft = draft_policy(actor=actor)
    desk.post(f"/policies/{draft.pk}/compare")
    assert "Waits for the worker" in desk.get(f"/policies/{draft.pk}").text
    assert work_once(clock.now())
    found = desk.get(f"/policies/{draft.pk}").context["job"].result
    assert (found["accounts"], found["changed"]) == (14, 0)


def test_who_only_looks_reads_and_writes_nothing(client, person, draft):
    client.force_login(person("viewer"))
    page = client.get(f"/policies/{draft.pk}")
    assert "<textarea" not in page.text
    assert client.post("/policies/new").status_code == 403


def test_a_version_begins_a_draft_of_its_own(desk, administrator, db):
    base = draft_policy(actor=actor_of(administrator))
    desk.post("/policies/new", {"from": base.pk})
    assert PolicyVersion.objects.latest("pk").based_on == base


@pytest.mark.parametrize("address", ["/policies/987654", "/policies/987654/save"])
def test_a_policy_that_is_not_there_is_not_found(desk, address):
    assert desk.post(address).status_code == 404
