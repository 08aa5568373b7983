"""Is what is done on the worklist done to the right account, once, and only by who may?"""

from datetime import date

import pytest
from tests.server.web.example import AS_OF

from duly.server.collecting.models import Activity, Snooze
from duly.server.ledger.closures import close_days
from duly.server.ledger.models import Account
from duly.server.platform.models import Event


def of(number):
    return Account.objects.get(account_id=number)


def kinds():
    return set(Event.objects.values_list("kind", flat=True))


def test_a_call_is_logged_by_its_outcome_and_the_next_account_opens(desk, book):
    first, second = of("C01"), of("C02")
    given = {"kind": "call", "outcome": "no_answer", "quiet": "1", "list": "who=all"}
    answer = desk.post(f"/worklist/{first.pk}/log", given)
    assert answer.url == f"/worklist?who=all&open={second.pk}"
    assert Activity.objects.filter(account=first, outcome="no_answer").count() == 2
    assert Snooze.objects.get().account == first


def test_it_is_quiet_over_the_weekend_where_the_customer_is(desk, book):
    desk.post(f"/worklist/{of('C03').pk}/log", {"outcome": "no_answer", "quiet": "1"})
    assert AS_OF.weekday() == 4
    assert Snooze.objects.get().until == date(2026, 11, 23)


def test_it_is_quiet_over_the_days_that_we_closed(desk, book, actor):
    monday = date(2026, 11, 23)
    close_days(actor=actor, name="Fair", first_on=monday, country=of("C03").country)
    desk.post(f"/worklist/{of('C03').pk}/log", {"outcome": "no_answer", "quiet": "1"})
    assert Snooze.objects.get().until == date(2026, 11, 24)


def test_a_refusal_to_pay_keeps_the_account_on_the_list(desk, book):
    desk.post(f"/worklist/{of('C01').pk}/log", {"outcome": "refuses", "quiet": "1"})
    assert not Snooze.objects.exists()


def test_a_note_stays_with_its_account_open(desk, book):
    account = of("C03")
    answer = desk.post(f"/worklist/{account.pk}/log", {"kind": "note", "text": "Wants a copy"})
    assert answer.url == f"/worklist?open={account.pk}"
    assert Activity.objects.get(account=account).text == "Wants a copy"


@pytest.mark.parametrize("given", [{}, {"kind": "call"}, {"kind": "x", "text": "y"}])
def test_what_says_nothing_is_refused_with_what_to_do(desk, book, given):
    answer = desk.post(f"/worklist/{of('C03').pk}/log", given)
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
    assert not Activity.objects.filter(account=of("C03")).exists()


def test_an_account_is_put_off_and_taken_back(desk, book):
    account = of("C01")
    desk.post(f"/worklist/{account.pk}/put-off", {"until": "2026-12-01", "reason": "promised"})
    assert Snooze.objects.get(ended_at=None).until == date(2026, 12, 1)
    desk.post(f"/worklist/{account.pk}/take-back")
    assert not Snooze.objects.filter(ended_at=None).exists()


@pytest.mark.parametrize("until", ["", "yesterday", "2026-11-20", "9999-12-31", "2026-02-30"])
def test_a_day_that_is_none_puts_nothing_off(desk, book, until):
    answer = desk.post(f"/worklist/{of('C01').pk}/put-off", {"until": until})
    assert answer.status_code == 409
    assert not Snooze.objects.exists()


def test_ticked_accounts_are_put_off_at_once(desk, book):
    ticked = [of("C02").pk, of("C04").pk]
    given = {"account": ticked, "act": "put-off", "until": "2026-12-01"}
    desk.post("/worklist/many", given)
    assert sorted(Snooze.objects.values_list("account", flat=True)) == ticked


def test_ticked_accounts_are_given_to_a_colleague(desk, person, book):
    colleague = person("collector")
    given = {"account": [of("C02").pk], "act": "assign", "collector": colleague.username}
    desk.post("/worklist/many", given)
    assert of("C02").collector == colleague
    assert kinds() == {"account.assigned"}


def test_without_a_tick_nothing_is_done(desk, book):
    given = {"account": ["x", "-1"], "act": "put-off", "until": "2026-12-01"}
    assert desk.post("/worklist/many", given).status_code == 409
    assert kinds() == set()


def test_one_account_is_given_to_nobody(desk, book):
    desk.post(f"/worklist/{of('C01').pk}/assign", {"collector": ""})
    assert of("C01").collector is None


def test_an_account_of_another_s_part_cannot_be_touched(client, person, book):
    client.force_login(person("collector", portfolios=["south"]))
    first = of("C01")
    assert client.post(f"/worklist/{first.pk}/log", {"outcome": "will_pay"}).status_code == 404
    given = {"account": [first.pk], "act": "put-off", "until": "2026-12-01"}
    assert client.post("/worklist/many", given).status_code == 409
    assert not Snooze.objects.exists()


def test_a_collector_does_not_deal_out_accounts_in_bulk(client, person, book):
    client.force_login(person("collector"))
    given = {"account": [of("C02").pk], "act": "assign", "collector": ""}
    assert client.post("/worklist/many", given).status_code == 403
