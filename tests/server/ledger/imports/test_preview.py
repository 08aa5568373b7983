import pytest
from tests.server.ledger.imports.trade import invoice, row_of, trade

from duly.server.ledger.imports.preview import preview
from duly.server.ledger.models import Import
from duly.server.platform.canonical import canonical
from duly.server.platform.refusals import Refused


def test_a_preview_tells_what_committing_would_change(brought_in, read_only, actor, ledger_rows):
    brought_in(trade())
    before = ledger_rows()
    later = trade()
    row_of(later, "invoices", "I1")["amount_units"] = 110
    later["invoices"][3] = invoice("I4", "A", 5)
    later["allocations"].pop()
    seen = preview(read_only(later), actor=actor)
    invoices = next(change for change in seen.tables if change.table == "invoices")
    assert (invoices.counts.new, invoices.counts.changed) == (1, 1)
    assert (invoices.counts.same, invoices.counts.missing) == (2, 1)
    assert [sample.row["invoice_id"] for sample in invoices.samples] == ["I1", "I4"]
    assert [sample.before for sample in invoices.samples] == [{"amount_units": 100}, {}]
    assert ledger_rows() == before
    assert canonical(seen.facts())


def test_the_same_book_would_change_nothing(brought_in, read_only, actor):
    brought_in(trade())
    assert preview(read_only(trade()), actor=actor).changes_nothing
    more = trade()
    more["rates"][0]["rate"] = 1.1
    assert not preview(read_only(more), actor=actor).changes_nothing


def test_what_was_not_read_has_no_preview(actor, source):
    with pytest.raises(Refused, match="import_not_read"):
        preview(Import.objects.get(pk=source.pk), actor=actor)
