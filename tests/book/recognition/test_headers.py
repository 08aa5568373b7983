"""Does a header mean what a bookkeeper of its country means by it?"""

from __future__ import annotations

import pytest

from duly.book.recognition.headers import header_language, header_scores, is_header
from duly.book.recognition.phrases import phrases_of
from duly.book.recognition.words import header_words, is_misspelt


def best(header: str, language: str) -> str | None:
    scores = header_scores(header, language)
    return max(scores, key=lambda book: scores[book], default=None)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("N° Pièce", ("no", "piece")),
        ("customerID", ("customer", "id")),
        ("P.IVA", ("p", "iva")),
        ("C.I.F.", ("cif",)),
        ("due_in_date", ("due", "in", "date")),
        ("Invoice #", ("invoice", "no")),
        ("DUEDATE", ("duedate",)),
        ("Fälligkeit (30 T.)", ("falligkeit", "t")),
        ("123", ()),
    ],
)
def test_the_words_of_a_header(header: str, words: tuple[str, ...]):
    assert header_words(header) == words


@pytest.mark.parametrize(
    ("header", "language", "book"),
    [
        ("Rechnungsdatum", "de", "issued_on"),
        ("Faelligkeitsdatum", "de", "due_on"),
        ("Fakturadatum", "de", "issued_on"),
        ("buisness year", "en", "-period"),
        ("Custmer Name", "en", "name"),
        ("duedate", "en", "due_on"),
        ("Vencim.", "es", "due_on"),
        ("Valuta", "it", "currency"),
        ("Valuta", "de", "due_on"),
        ("BLDAT", "de", "issued_on"),
        ("Belegfeld 1", "de", "invoice_id"),
        ("Belegfeld 2", "de", "-reference"),
        ("Montant HT", "fr", "-net_amount"),
        ("Expected payment date", "en", "-expected"),
        ("Due Date", "de", "due_on"),
        ("Zorgvuldigheid", "nl", None),
        ("", "en", None),
    ],
)
def test_what_a_header_means(header: str, language: str, book: str | None):
    assert best(header, language) == book


def test_what_a_rule_leaves_unexplained_costs_certainty():
    plain = header_scores("Due date", "en")["due_on"]
    assert header_scores("Due date xyzzy", "en")["due_on"] < plain


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        (["Rechnungs-Nr.", "Betrag", "Name"], "de"),
        (["N° facture", "Montant", "Date"], "fr"),
        (["Nº factura", "Importe", "Fecha"], "es"),
        (["Ragione sociale", "Importo", "Data"], "it"),
        (["Factuurnr.", "Bedrag", "Datum"], "nl"),
        (["Foo", "", "Bar"], "en"),
    ],
)
def test_the_language_of_a_file(headers: list[str], language: str):
    assert header_language(headers) == language


@pytest.mark.parametrize("text", ["Due Date", "Kd.-Nr.", "WRBTR", "Vervaldatum"])
def test_texts_that_are_headers(text: str):
    assert is_header(text)


@pytest.mark.parametrize(
    "text", ["Acme Ltd", "", "12.50", "a b c d e f g h i j", "to", "Qwertz Uiopü"]
)
def test_texts_that_are_no_headers(text: str):
    assert not is_header(text)


@pytest.mark.parametrize(
    ("word", "known", "same"),
    [
        ("buisness", "business", True),
        ("custmer", "customer", True),
        ("invioce", "invoice", True),
        ("outstandning", "outstanding", True),
        ("paid", "said", False),
        ("invoice", "invest", False),
        ("amount", "amounted", False),
    ],
)
def test_one_slip_is_forgiven(word: str, known: str, same: bool):
    assert is_misspelt(word, known) is same


def test_a_short_unknown_word_is_not_taken_apart():
    assert phrases_of(("zq",), "en") == ((), 1)


@pytest.mark.parametrize("header", ["Payment due", "Zahlung fällig", "Échéance paiement"])
def test_when_a_payment_is_due_is_not_when_it_came(header: str):
    assert "paid_on" not in header_scores(header, "en")


@pytest.mark.parametrize("header", ["Payment date", "Zahlung am", "Payé le"])
def test_when_a_payment_came_is(header: str):
    assert best(header, header_language([header])) == "paid_on"
