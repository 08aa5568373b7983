import pytest
from django.utils import translation

from duly.report import words
from duly.server.ledger.imports.preview import STORED
from duly.server.platform.models.access import Role
from duly.server.web.templatetags import work


def test_every_column_of_a_stored_table_has_a_name():
    named = {*words.codes("field"), *words.codes("table_column")}
    columns = {field for stored in STORED.values() for field in stored.schema.fields}
    assert columns - named == set()
    assert work.column_name("amount_units") == "amount"
    assert work.column_name("due_on") == "due date"


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("amount_units", 123_450, "1.234,50\u00a0€"),
        ("amount_units", None, "–"),
        ("due_on", "2026-03-07", "7. März 2026"),
        ("kind", "credit_note", "Gutschrift"),
        ("terms_days", 30, 30),
        ("name", "2026-03", "2026-03"),
    ],
)
def test_a_stored_value_is_written_for_its_reader(column, value, said):
    with translation.override("de"):
        assert work.stored_value(column, value, "EUR") == said


def test_every_role_has_a_name():
    assert work.role_name("credit_analyst") == "Credit analyst"
    assert work.role_name("poet") == "poet"
    with translation.override("fr"):
        assert {work.role_name(role) for role in Role.values} & set(Role.labels) == set()


def test_a_call_is_named_and_other_texts_stay():
    assert work.activity("call") == "Call"
    assert work.activity("smoke signal") == "smoke signal"
    assert work.outcome("will_pay") == "Will pay"
    assert work.table_name("invoices") == "Invoices"
    assert work.table_name("odd") == "odd"


def test_an_address_takes_no_further_lines():
    assert work.mail_link("a@b.org?cc=c@d.org") == "mailto:a@b.org%3Fcc%3Dc@d.org"
    assert work.phone_link("+49 (30) 12-3") == "tel:+4930123"
