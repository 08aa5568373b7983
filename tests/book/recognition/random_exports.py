"""Exports composed at random: columns × words × languages × formats × layouts, and their truth."""

from __future__ import annotations

import csv
import io
import random
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

HEADERS = tomllib.loads(Path(__file__).with_name("header_words.toml").read_text(encoding="utf-8"))
NAMES = (
    "Miller & Sons Ltd",
    "Dupont Frères SARL",
    "Huber Maschinenbau GmbH",
    "García e Hijos S.L.",
    "Rossi S.p.A.",
    "Jansen B.V.",
    "Northwind Traders",
    "Acme plc",
    "Boulangerie Petit",
    "Schmidt KG",
    "Café Central",
    "Müller OHG",
    "Total Glass Ltd",
)
DATE_FORMATS = {
    "en": ("%d/%m/%Y", "%Y-%m-%d", "%d-%b-%Y", "%m/%d/%Y", "%d %b %Y"),
    "fr": ("%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d"),
    "de": ("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%Y%m%d"),
    "es": ("%d/%m/%Y", "%d-%m-%Y", "%d/%m/%y"),
    "it": ("%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y"),
    "nl": ("%d-%m-%Y", "%d/%m/%Y", "%d-%m-%y"),
}
SIGNS = {
    "en": (".", ","),
    "fr": (",", " "),
    "de": (",", "."),
    "es": (",", "."),
    "it": (",", "."),
    "nl": (",", "."),
}
KINDS = {
    "en": ("Invoice", "Credit Memo"),
    "fr": ("Facture", "Avoir"),
    "de": ("RE", "GS"),
    "es": ("Factura", "Abono"),
    "it": ("FT", "NC"),
    "nl": ("Factuur", "Creditnota"),
}
TITLES = {
    "en": "Aged receivables as at ",
    "fr": "Balance âgée arrêtée au ",
    "de": "Offene Posten zum Stichtag ",
    "es": "Facturas pendientes a fecha ",
    "it": "Scadenzario clienti al ",
    "nl": "Openstaande posten per ",
}
TOTALS = {
    "en": "Total",
    "fr": "Total général",
    "de": "Summe",
    "es": "Total general",
    "it": "Totale generale",
    "nl": "Totaal",
}
_OPTIONAL = """
currency kind terms_days credit_limit order_no country email vat_id entity segment phone - -
"""
OPTIONAL = _OPTIONAL.split()
CORE = ("account_id", "name", "invoice_id", "issued_on", "due_on")


@dataclass
class Export:
    """A composed file: its lines, and the true column of the book for each header."""

    language: str
    headers: list[str]
    truth: list[str]
    lines: list[list[str]]
    above: list[list[str]] = field(default_factory=list)
    below: list[list[str]] = field(default_factory=list)

    def write(self, path: Path, encoding: str, delimiter: str) -> Path:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=delimiter)
        writer.writerows([*self.above, self.headers, *self.lines, *self.below])
        path.write_bytes(text.getvalue().encode(encoding, errors="replace"))
        return path


def random_export(seed: int) -> Export:
    """A list of open items or a history, in one language, with some of the optional columns."""
    chance = random.Random(seed)
    language = chance.choice(list(HEADERS))
    books = _columns(chance)
    headers = _headers(chance, language, books)
    write = _Writer(chance, language)
    lines = [
        [write.cell(book, line) for book in books] for line in write.lines(chance.randint(12, 60))
    ]
    export = Export(language, headers, books, lines)
    if chance.random() < 0.4:
        title = TITLES[language] + write.day(date(2024, 6, 30))
        export.above = [[title], [""] * len(books)]
    if chance.random() < 0.4:
        export.below = [[TOTALS[language], *[""] * (len(books) - 1)]]
        export.below[0][books.index("amount") if "amount" in books else -1] = write.amount(
            123456.78
        )
    return export


def _columns(chance: random.Random) -> list[str]:
    money = chance.choice(
        (["amount"], ["amount", "open_amount"], ["open_amount"], ["amount", "paid_on"])
    )
    extra = [book for book in OPTIONAL if chance.random() < 0.3]
    if "paid_on" not in money and chance.random() < 0.3:
        extra.append("days_late")
    core = [book for book in CORE if book not in ("account_id", "name")]
    customers = chance.choice((["account_id"], ["name"], ["account_id", "name"]))
    middle = [*core, *money, *extra]
    if chance.random() < 0.3:
        chance.shuffle(middle)
    return [*customers, *middle]


def _headers(chance: random.Random, language: str, books: list[str]) -> list[str]:
    chosen: list[str] = []
    for book in books:
        options = [word for word in HEADERS[language][book] if word not in chosen]
        word = chance.choice(options)
        chosen.append(word)
    style = chance.random()
    if style < 0.1:
        return [word.upper() for word in chosen]
    if style < 0.2:
        return [word.replace(" ", "_").lower() for word in chosen]
    return chosen


class _Writer:
    """Writes the cells of one export in the habits of its country."""

    def __init__(self, chance: random.Random, language: str) -> None:
        self.chance, self.language = chance, language
        self.date_format = chance.choice(DATE_FORMATS[language])
        self.decimal, thousands = SIGNS[language]
        self.thousands = chance.choice((thousands, ""))
        self.suffix = chance.choice(("", "", "", " €" if language != "en" else ""))
        self.prefix = chance.choice(("F", "RE-", "2024-", ""))

    def lines(self, count: int) -> list[dict[str, object]]:
        found = []
        for number in range(count):
            customer = self.chance.randrange(len(NAMES))
            issued = date(2024, 1, 3) + timedelta(self.chance.randrange(150))
            terms = (14, 30, 45)[customer % 3]
            amount = round(self.chance.lognormvariate(7, 1), 2)
            found.append(
                {
                    "customer": customer,
                    "issued": issued,
                    "terms": terms,
                    "amount": amount,
                    "number": 10001 + number,
                    "late": self.chance.randrange(-5, 40),
                }
            )
        return found

    def day(self, day: date) -> str:
        return day.strftime(self.date_format)

    def amount(self, value: float) -> str:
        whole, cents = f"{value:,.2f}".split(".")
        return whole.replace(",", self.thousands) + self.decimal + cents + self.suffix

    def cell(self, book: str, line: dict[str, object]) -> str:
        customer, issued, terms = line["customer"], line["issued"], line["terms"]
        due = issued + timedelta(terms)
        match book:
            case "account_id":
                return f"{10000 + 7 * customer}"
            case "name":
                return NAMES[customer]
            case "invoice_id":
                return f"{self.prefix}{line['number']}"
            case "issued_on":
                return self.day(issued)
            case "due_on":
                return self.day(due)
            case "paid_on":
                return self.day(due + timedelta(line["late"]))
            case "amount":
                return self.amount(line["amount"])
            case "open_amount":
                return self.amount(round(line["amount"] * (1 if line["number"] % 4 else 0.5), 2))
            case "currency":
                return "GBP" if self.language == "en" else "EUR"
            case "kind":
                return KINDS[self.language][0]
            case "days_late":
                return str(max(0, (date(2024, 6, 30) - due).days))
            case "terms_days":
                return str(terms)
            case "credit_limit":
                return self.amount(5000.0 * (1 + customer % 5))
            case "order_no":
                return f"PO{line['number'] * 3}"
            case "country":
                return ("DE", "FR", "GB")[customer % 3]
            case "email":
                return f"accounts{customer}@example.com"
            case "vat_id":
                return f"DE{811000000 + customer}"
            case "entity":
                return "1000"
            case "segment":
                return "ABC"[customer % 3]
            case "phone":
                return f"+49 30 {1234500 + customer}"
        return ("alpha", "beta", "")[line["number"] % 3]
