"""Are the headers found, on one line, on two, or not at all?"""

from __future__ import annotations

from tests.book.recognition.reading import counts, mapping

NAMES = ("Acme Ltd", "Beta Trading plc", "Gamma & Sons")
HEADER = "Invoice No,Invoice Date,Due Date,Amount"


def test_two_header_lines_are_joined(read):
    found = read(
        "Customer,,Invoice,,,Amount",
        "No,Name,No,Date,Due date,Gross",
        "C1,Acme,1,2024-01-02,2024-02-01,5.00",
    )
    assert mapping(found) == {
        "Customer No": "account_id",
        "Customer Name": "name",
        "Invoice No": "invoice_id",
        "Invoice Date": "issued_on",
        "Due date": "due_on",
        "Amount Gross": "amount",
    }
    assert (found.layout.header_row, found.layout.header_lines) == (1, 2)


def test_group_titles_above_the_headers(read):
    found = read(
        ",,Invoice,,",
        "Customer No,Name,Number,Date,Amount",
        "C1,Acme,1,2024-01-02,5.00",
    )
    assert mapping(found)["Invoice Number"] == "invoice_id"


def test_the_title_of_a_report_is_no_header(read):
    found = read("Invoices", f"Customer,{HEADER}", "Acme,1,2024-01-02,2024-02-01,5.00")
    assert found.layout.header_row == 2


def test_without_headers_the_cells_decide(read):
    lines = [
        f"C{n % 3},{NAMES[n % 3]},INV{n},2024-01-0{n},2024-02-0{n},{n}5.50" for n in range(1, 7)
    ]
    found = read(*lines)
    assert [guess.book for guess in found.guesses] == [
        "account_id",
        "name",
        "invoice_id",
        "issued_on",
        "due_on",
        "amount",
    ]
    assert all(guess.confidence <= 0.6 for guess in found.guesses)
    assert counts(found)["no_headers"] == 1


def test_an_unknown_header_is_read_by_its_cells_where_it_is_needed(read):
    found = read(
        "Customer,Invoice No,Due Date,Zorp", "Acme,1,2024-02-01,5.25", "Beta,2,2024-02-02,6.75"
    )
    assert mapping(found)["Zorp"] == "amount"


def test_a_net_amount_is_taken_if_there_is_no_other(read):
    found = read("Customer,Invoice No,Due Date,Net amount", "Acme,1,2024-02-01,5.25")
    assert mapping(found)["Net amount"] == "amount"


def test_a_running_balance_is_no_amount(read):
    lines = [
        f"Acme,{n},2024-01-02,2024-02-01,{n}.50,{sum(range(n + 1)) + n / 2:.2f}"
        for n in range(1, 9)
    ]
    found = read(f"Customer,{HEADER},Balance", *lines)
    assert found.guesses[-1].reason == "cumulative"


def test_headers_broken_over_two_lines(read):
    found = read(
        "Kunde;Name;Rechnungs-;Rechnungs-;Fällig-;Offener",
        "Nr.;;nummer;datum;keit;Betrag",
        "10001;Huber;R1;02.01.2024;01.02.2024;5,00",
    )
    assert [guess.book for guess in found.guesses] == [
        "account_id",
        "name",
        "invoice_id",
        "issued_on",
        "due_on",
        "open_amount",
    ]
