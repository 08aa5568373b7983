"""An export that other systems put into the watched folder."""

HEADINGS = "invoice_id;account_id;issued_on;due_on;amount;currency\n"


def export(*numbers, amount="5.00"):
    """An export of one invoice for each number."""
    return HEADINGS + "".join(f"{n};K;2026-08-01;2026-08-31;{amount};EUR\n" for n in numbers)
