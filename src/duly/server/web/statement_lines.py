"""What is a line of a financial statement called?"""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from duly.report.words import readable

_NAMES = {
    "sales": _("Sales"),
    "cogs": _("Cost of goods sold"),
    "purchases": _("Purchases"),
    "gross_profit": _("Gross profit"),
    "sga": _("Selling and administration"),
    "depreciation": _("Depreciation"),
    "ebit": _("Operating profit (EBIT)"),
    "interest": _("Interest"),
    "ebt": _("Profit before tax"),
    "tax": _("Tax"),
    "net_income": _("Net income"),
    "operating_cash_flow": _("Operating cash flow"),
    "funds_from_operations": _("Funds from operations"),
    "capex": _("Capital expenditure"),
    "principal_repayments": _("Repayment of debt"),
    "cash": _("Cash"),
    "securities": _("Securities"),
    "receivables": _("Receivables"),
    "inventory": _("Inventory"),
    "prepaid": _("Prepaid expenses"),
    "current_assets": _("Current assets"),
    "fixed_assets": _("Fixed assets"),
    "intangibles": _("Intangible assets"),
    "related_receivables": _("Receivables from related companies"),
    "total_assets": _("Total assets"),
    "payables": _("Payables"),
    "current_liabilities": _("Current liabilities"),
    "debt": _("Debt"),
    "long_term_debt": _("Long-term debt"),
    "total_liabilities": _("Total liabilities"),
    "retained_earnings": _("Retained earnings"),
    "equity": _("Equity"),
    "market_cap": _("Market value"),
    "shares": _("Shares"),
}


def statement_line(name: str) -> str:
    """`ebit_units` is the operating profit; a line nobody has named is made readable."""
    line = name.removesuffix("_units")
    return gettext(_NAMES[line]) if line in _NAMES else readable(line)
