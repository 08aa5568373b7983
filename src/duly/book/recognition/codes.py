"""What does each finding of the recognition say, in one sentence?"""

from __future__ import annotations

SET_ASIDE: dict[str, str] = {
    "missing_date": "The line has neither an invoice date nor a due date.",
    "impossible_date": "A date of the line cannot be read or does not exist.",
    "missing_account": "The line names no customer, neither by number nor by name.",
    "missing_amount": "The line has no amount.",
    "unreadable_amount": "The amount of the line is no number.",
    "too_precise_amount": "The amount has more decimals than its currency; it is not rounded.",
    "unknown_currency": "The currency of the line is missing, or no currency in use.",
    "duplicate_row": "The line repeats an earlier line in every cell.",
}
"""A line is set aside for the first reason that applies, and is in no table of the book."""

NOTED: dict[str, str] = {
    "due_before_issue": "The invoice is due before it was issued.",
    "payment_before_issue": "The invoice was paid before it was issued.",
    "future_issue_date": "The invoice was issued after the day of the report.",
    "future_payment_date": "The invoice was paid after the day of the report.",
    "zero_amount": "The amount is zero.",
    "outlier_amount": "The amount is far from the others of its currency, on a logarithmic scale.",
    "mixed_currencies": "The file holds several currencies; they are never added up.",
    "assumed_currency": "The currency is blank; the only one of the file was taken.",
    "no_currency": "The file names no currency; amounts are kept under XXX with two decimals.",
    "given_currency": "The file names no currency; the one given by the caller was taken.",
    "unknown_kind": "The document type is in no list; the sign of the amount decides.",
    "unknown_country": "The country is neither an ISO code nor a known name, and was left out.",
    "several_names": "An account has several names; the commonest was kept.",
    "several_limits": "An account has several credit limits; the commonest was kept.",
    "kind_from_text": "The description says that a line is a payment.",
    "sign_from_kind": "Credit notes or payments are written without a minus; they got one.",
    "credit_note_by_sign": "A negative line without a type is taken as a credit note.",
    "repeated_invoice_id": "The number was used before with other content; it got a suffix.",
    "open_amount_beyond_amount": "The open amount exceeds the amount; the paid part was left out.",
    "unreadable_open_amount": "The open or paid amount cannot be read; nothing counts as paid.",
    "buckets_differ_from_balance": "The buckets do not add up to the balance of the line.",
    "derived_invoice_id": "The line has no number; one was derived from account and date.",
    "derived_account_id": "The customer has no number; the name serves as one.",
    "derived_due_date": "The due date was derived from the invoice date and the usual terms.",
    "derived_issue_date": "The invoice date was derived from the due date and the usual terms.",
    "derived_payment_date": "The day of payment was derived from a number of days.",
    "assumed_payment_date": "The day of payment is unknown; the due date was taken, at most as_of.",
    "derived_payments": "Payments and allocations were derived from what the lines say is paid.",
    "derived_dispute_dates": "Disputes last from invoice to payment, for lack of dates.",
    "derived_amount": "The amount of a line is the sum of its ageing buckets.",
    "derived_from_buckets": "Invoices were derived from the ageing buckets of each customer.",
    "amount_is_open_amount": "Only open amounts are known; they serve as invoice amounts.",
    "payment_on_account": "A line is a payment on account and becomes a payment without invoice.",
    "customer_from_heading": "The customer stands in a heading above its lines.",
    "customer_from_line_above": "The customer stands on the first of its lines only.",
    "ambiguous_date_order": "No date shows whether days or months come first; it is assumed.",
    "ambiguous_number_format": "The column may have decimal commas or points; it is assumed.",
    "ambiguous_column": "Another column has the same meaning by its header, and was preferred.",
    "unused_column": "The book has no place for the column.",
    "no_headers": "The file has no header line; the cells alone decided.",
    "preamble_line": "Lines above the headers.",
    "blank_line": "Blank lines.",
    "repeated_header": "The headers repeated on a new page.",
    "group_line": "Headings that name the customer of the lines below.",
    "total_line": "Totals and subtotals.",
    "text_line": "Lines without date and amount: footers, notes, page numbers.",
}
"""Worth knowing, but nothing was left out."""

CODES: dict[str, str] = SET_ASIDE | NOTED
