"""Does the worklist show whom to call, in order, and the account at hand beside it?"""

import re
from datetime import timedelta

import pytest
from tests.server.web.example import AS_OF, MARKUP

from duly.server.collecting.services import snooze
from duly.server.ledger.models import Account, Invoice
from duly.server.portfolio.models import Snapshot

BOXES = re.compile(r'name="account" value="(\d+)"')


def numbers(page):
    keys = [int(key) for key in BOXES.findall(page.text)]
    named = dict(Account.objects.values_list("pk", "account_id"))
    return [named[key] for key in keys]


def at_hand(page):
    return page.context["account"].account_id


def test_the_list_stands_in_the_order_of_its_ranks(desk, book):
    page = desk.get("/worklist")
    assert numbers(page) == ["C01", "C02", "C03", "C04", "C05"]
    assert at_hand(page) == "C01"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("who=me", []),
        ("who=none", ["C02", "C04"]),
        ("who=nobody-of-that-name", []),
        ("action=call", ["C01", "C02", "C03", "C04", "C05"]),
        ("action=settle_dispute", []),
    ],
)
def test_a_filter_shows_what_it_says(desk, book, query, found):
    assert numbers(desk.get(f"/worklist?{query}")) == found


def test_one_s_own_list_holds_one_s_own_accounts(client, book):
    client.force_login(Account.objects.get(account_id="C01").collector)
    assert numbers(client.get("/worklist?who=me")) == ["C01", "C03", "C05"]


def test_the_account_asked_for_is_open_also_when_it_is_not_on_the_list(desk, book):
    third, last = (Account.objects.get(account_id=number) for number in ("C03", "C14"))
    assert at_hand(desk.get(f"/worklist?open={third.pk}")) == "C03"
    page = desk.get(f"/worklist?open={last.pk}")
    assert at_hand(page) == "C14"
    assert MARKUP not in page.text


def test_nobody_is_called_for_a_credit_note(desk, book):
    credit = Invoice.objects.get(invoice_id="INV-01-2")
    credit.pk, credit.invoice_id, credit.amount_units, credit.open_units = None, "CN-1", -9, -9
    credit.save()
    shown = desk.get(f"/worklist?open={credit.account_id}").context["invoices"]
    assert [each.invoice_id for each in shown] == ["INV-01-2", "INV-01-1", "INV-01-0"]


@pytest.mark.parametrize("asked", ["0", "-1", "x", "9" * 30, "987654"])
def test_an_account_that_is_not_there_is_answered_calmly(desk, book, asked):
    assert desk.get(f"/worklist?open={asked}").status_code in {200, 404}


def test_a_snoozed_account_stands_among_those_put_off_and_not_on_the_list(desk, actor, book):
    account = Account.objects.get(account_id="C01")
    snooze(actor=actor, account=account, until=AS_OF + timedelta(days=3), reason="on holiday")
    assert numbers(desk.get("/worklist")) == ["C02", "C03", "C04", "C05"]
    assert "on holiday" in desk.get("/worklist?who=put-off").text


def test_before_the_first_day_the_page_says_what_to_do(desk):
    page = desk.get("/worklist")
    assert 'href="/imports"' in page.text


def test_another_s_part_is_neither_listed_nor_opened(client, person, book):
    client.force_login(person("collector", portfolios=["south"]))
    first = Account.objects.get(account_id="C01")
    assert numbers(client.get("/worklist")) == []
    assert client.get(f"/worklist?open={first.pk}").status_code == 404
    assert client.get(f"/worklist/{first.pk}").status_code == 404


def test_the_file_holds_the_list_with_its_reasons(desk, book):
    lines = b"".join(desk.get("/export/worklist.csv?who=none")).decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "overdue and undisputed" in lines[1]


def test_a_list_without_a_day_is_an_empty_file(desk):
    Snapshot.objects.all().delete()
    assert len(b"".join(desk.get("/export/worklist.csv")).splitlines()) == 1
