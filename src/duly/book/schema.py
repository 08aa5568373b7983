"""Which tables does a book have, with which columns, of which type?

The contract of BOOK.md as data. A *money* column is called `amount` in CSV (decimal text in the
currency's major unit) and `amount_units` in Parquet and in memory (int64, smallest unit).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds, and so how its text is read."""

    TEXT = "text"
    DATE = "date"
    MONEY = "money"
    INTEGER = "integer"
    NUMBER = "number"


ARROW_TYPES = {
    Kind.TEXT: "string",
    Kind.DATE: "date",
    Kind.MONEY: "int64",
    Kind.INTEGER: "int64",
    Kind.NUMBER: "float64",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. `name` is the CSV name; `field` the name in memory."""

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False

    @property
    def field(self) -> str:
        return f"{self.name}_units" if self.kind is Kind.MONEY else self.name

    @property
    def ibis_type(self) -> str:
        return ARROW_TYPES[self.kind]


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table of the book. `key` identifies a row; `dated_by` is the day a row became a fact."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    dated_by: str | None = None

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def fields(self) -> dict[str, str]:
        return {column.field: column.ibis_type for column in self.columns}

    @property
    def required(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.required)


def _text(*names: str, required: bool = False) -> tuple[Column, ...]:
    return tuple(Column(name, Kind.TEXT, required) for name in names)


def _date(*names: str, required: bool = False) -> tuple[Column, ...]:
    return tuple(Column(name, Kind.DATE, required) for name in names)


def _money(*names: str, required: bool = False) -> tuple[Column, ...]:
    return tuple(Column(name, Kind.MONEY, required) for name in names)


def _integer(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, Kind.INTEGER) for name in names)


def _number(*names: str, required: bool = False) -> tuple[Column, ...]:
    return tuple(Column(name, Kind.NUMBER, required) for name in names)


ACCOUNTS = TableSchema(
    "accounts",
    (
        *_text("account_id", required=True),
        *_text("name", "parent_id", "country", "currency", "segment", "sector", "language"),
        *_text("email", "phone", "registration_no", "vat_id", "lei"),
        *_integer("terms_days"),
        *_money("credit_limit"),
        *_date("created_on"),
    ),
    key=("account_id",),
    dated_by=None,
)

INVOICES = TableSchema(
    "invoices",
    (
        *_text("invoice_id", "account_id", required=True),
        *_text("kind"),
        *_text("currency", required=True),
        *_money("amount", required=True),
        *_date("issued_on", "due_on", required=True),
        *_text("entity", "order_no"),
        *_date("written_off_on"),
    ),
    key=("invoice_id",),
    dated_by="issued_on",
)

PAYMENTS = TableSchema(
    "payments",
    (
        *_text("payment_id", required=True),
        *_text("account_id"),
        *_text("currency", required=True),
        *_money("amount", required=True),
        *_date("received_on", required=True),
        *_text("method", "reference"),
    ),
    key=("payment_id",),
    dated_by="received_on",
)

ALLOCATIONS = TableSchema(
    "allocations",
    (
        *_text("invoice_id", required=True),
        *_money("amount", required=True),
        *_date("allocated_on", required=True),
        *_text("payment_id", "credit_note_id"),
    ),
    dated_by="allocated_on",
)

DISPUTES = TableSchema(
    "disputes",
    (
        *_text("dispute_id", "invoice_id", required=True),
        *_money("amount"),
        *_text("reason"),
        *_date("opened_on", required=True),
        *_date("closed_on"),
        *_text("outcome"),
    ),
    key=("dispute_id",),
    dated_by="opened_on",
)

PROMISES = TableSchema(
    "promises",
    (
        *_text("promise_id", "account_id", required=True),
        *_money("amount", required=True),
        *_text("currency", required=True),
        *_date("made_on", "due_on", required=True),
        *_text("invoice_ids"),
    ),
    key=("promise_id",),
    dated_by="made_on",
)

ORDERS = TableSchema(
    "orders",
    (
        *_text("order_id", "account_id", "currency", required=True),
        *_money("amount", required=True),
        *_date("placed_on", required=True),
        *_date("shipped_on", "invoiced_on"),
    ),
    key=("order_id",),
    dated_by="placed_on",
)

STATEMENT_LINES = (
    # income
    "sales",
    "cogs",
    "purchases",
    "gross_profit",
    "sga",
    "depreciation",
    "ebit",
    "interest",
    "ebt",
    "tax",
    "net_income",
    # cash flow
    "operating_cash_flow",
    "funds_from_operations",
    "capex",
    "principal_repayments",
    # assets
    "cash",
    "securities",
    "receivables",
    "inventory",
    "prepaid",
    "current_assets",
    "fixed_assets",
    "intangibles",
    "related_receivables",
    "total_assets",
    # liabilities and equity
    "payables",
    "current_liabilities",
    "debt",
    "long_term_debt",
    "total_liabilities",
    "retained_earnings",
    "equity",
    "market_cap",
)

STATEMENTS = TableSchema(
    "statements",
    (
        *_text("account_id", required=True),
        *_date("period_end", required=True),
        *_text("currency", required=True),
        *_integer("months"),
        *_date("known_on"),
        *_money(*STATEMENT_LINES),
        *_number("shares"),
    ),
    key=("account_id", "period_end"),
    dated_by="known_on",
)

REPORTS = TableSchema(
    "reports",
    (
        *_text("account_id", "bureau", required=True),
        *_date("received_on", required=True),
        *_number("score", "score_min", "score_max"),
        *_text("grade"),
        *_money("recommended_limit"),
        *_text("currency"),
        *_number("days_beyond_terms"),
        *_integer("adverse_events"),
    ),
    key=("account_id", "bureau", "received_on"),
    dated_by="received_on",
)

COVER = TableSchema(
    "cover",
    (
        *_text("account_id", "insurer", "policy", "currency", required=True),
        *_money("limit", required=True),
        *_number("insured_share"),
        *_date("valid_from", required=True),
        *_date("valid_until"),
        *_integer("max_terms_days", "max_extension_days"),
    ),
    key=("account_id", "insurer", "policy", "valid_from"),
    dated_by="valid_from",
)

RATES = TableSchema(
    "rates",
    (
        *_text("base", "quote", required=True),
        *_date("on", required=True),
        *_number("rate", required=True),
        *_text("source"),
    ),
    key=("base", "quote", "on"),
    dated_by="on",
)

TABLES: dict[str, TableSchema] = {
    schema.name: schema
    for schema in (
        ACCOUNTS,
        INVOICES,
        PAYMENTS,
        ALLOCATIONS,
        DISPUTES,
        PROMISES,
        ORDERS,
        STATEMENTS,
        REPORTS,
        COVER,
        RATES,
    )
}
