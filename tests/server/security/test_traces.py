"""S4: does everything that changes something leave an event behind, and looking nothing?"""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from tests.server.api.writing import small_desk, writings
from tests.server.security.posting import postings
from tests.server.security.routes import TABLE, pages
from tests.server.web.addresses import addresses

from duly.server.ledger.models import Import
from duly.server.platform import clock
from duly.server.platform.jobs.worker import work_once
from duly.server.platform.models import Event, Job
from duly.server.platform.rights import actor_of

pytestmark = pytest.mark.django_db
DONE = {200, 201, 202, 302}
# These change nothing that anybody else sees.
ONES_OWN = {"preferences", "save_view", "forget_view"}
# These work something out, to be looked at; they are called by POST because it takes long.
ONLY_LOOKS = {"audit_check", "policy_compare", "check_policy", "compare_policy"}
# Signing in and one's own password are allauth's, in tables of its own.
OF_SIGNING_IN = set(TABLE["routes"]["sign_in"])
# What these jobs change they tell of when it is done; that the last does, its own tests show.
TOLD_BY_JOB = {"import.read", "import.commit", "import.undo", "day.run"}
LIST = b"""Customer No,Invoice No,Invoice Date,Due Date,Currency,Amount,Open Amount
C1,R-1,2026-09-01,2026-10-01,EUR,100.00,100.00
C2,R-2,2026-09-02,2026-10-02,EUR,250.00,250.00
"""


def told():
    """What of the log, or of the jobs that will write to it, is there."""
    return Event.objects.count() + Job.objects.filter(kind__in=TOLD_BY_JOB).count()


def is_told(act):
    before = told()
    answer = act()
    assert answer.status_code in DONE, answer.content[:2000]
    return told() > before


def takes_a_post_alone(client, route):
    client.raise_request_exception = False
    return client.get(route.address).status_code == 405


def test_every_page_that_changes_something_is_posted_to_here(desk, actor, person, book):
    changing = {route.name for route in pages() if takes_a_post_alone(desk, route)}
    tried = {given.name for given in postings(actor, actor_of(person("credit_analyst")))}
    assert changing - OF_SIGNING_IN == tried | ONES_OWN | (ONLY_LOOKS & changing)


def test_every_change_through_a_page_leaves_an_event(fresh_desk, actor, person, book):
    given = postings(actor, actor_of(person("credit_analyst")))
    untold = [
        each.name
        for each in given
        if not is_told(lambda each=each: fresh_desk.post(each.address, each.given))
    ]
    assert untold == []


def test_every_change_through_the_api_leaves_an_event(
    api, actor, person, customer, invoice, payment
):
    colleague = actor_of(person("credit_analyst"))
    calls = writings(small_desk(actor, colleague, customer, invoice, payment))
    untold = {
        call.name
        for call in calls
        if not is_told(lambda call=call: api.call(call.method, call.path, call.body))
    }
    assert untold == ONLY_LOOKS & {call.name for call in calls}


@pytest.mark.django_db(transaction=True)
def test_every_job_of_an_import_tells_what_it_changed(desk):
    desk.post("/imports/upload", {"file": SimpleUploadedFile("list.csv", LIST)})
    worked()
    for act, given in (("map", {"as_of": "2026-10-05"}), ("commit", {}), ("undo", {})):
        desk.post(f"/imports/{Import.objects.get(file_name='list.csv').pk}/{act}", given)
        worked()
    told_of = ["uploaded", "corrected", "committed", "undone"]
    kinds = Event.objects.order_by("number").values_list("kind", flat=True)
    assert list(kinds) == [f"import.{word}" for word in told_of]


def worked():
    while work_once(clock.now()):
        pass


@contextmanager
def writing():
    """The statements that write, sessions aside."""
    found = []

    def seen(execute, sql, params, many, context):
        if sql.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"} and "session" not in sql:
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(seen):
        yield found


def test_looking_at_a_page_changes_nothing_even_by_post(desk, book):
    changing = {route.name for route in pages() if takes_a_post_alone(desk, route)}
    shown = [address for name, address in addresses() if name not in changing]
    with writing() as statements:
        for address in shown:
            assert {desk.get(address).status_code, desk.post(address).status_code} <= {
                200,
                302,
                404,
            }
    assert len(shown) > 30
    assert statements == []
