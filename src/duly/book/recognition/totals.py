"""Does a text say that its line is a total and not an invoice?"""

from __future__ import annotations

import re

from duly.book.recognition.words import without_accents

_TOTAL = (
    r"(?:(?:sub|sous|zwischen|end|gesamt|kunden|debitoren|haupt|grand|sum|eind|sub)[ -]?)?"
    r"(?:total|totals|totaal|totale|totali|totales|totaux|summe|summen|somme|suma|sumas|gesamt|"
    r"subtotal|subtotaal|insgesamt|gesamtsumme|zwischensumme|endsumme|grand total|balance|saldo|"
    r"solde|sum|report|a reporter|ubertrag|uebertrag)"
)
_STARTS = re.compile(rf"^[*=#\- ]*{_TOTAL}\b")
_ENDS = re.compile(rf"\b{_TOTAL}[*=:\- ]*$")
_ALONE = re.compile(
    rf"^[*=#\- ]*{_TOTAL}(?:[ -](?:general|generale|generaux|algemeen|gesamt|overall|due|amount|"
    r"all|customers?|clients?|clienti|clientes|kunden|debitoren|klanten|debiteuren|report|company|"
    r"open|outstanding|eur|usd|gbp|chf|debtors?|receivables?|of|the|in|der|des|de|los|dei|van|"
    r"complessivo|complessiva|globale?|aged|ageing|aging|lista|liste|posten|offene|currency))*"
    r"[*=: \-]*$"
)
_PAGE = re.compile(
    r"^(?:page|seite|pagina|pag|blatt|s)\b\.?:?\s*[0-9]+(?:\s*(?:of|von|sur|de|di|van|/)\s*[0-9]+)?$"
)


def says_total(text: str) -> bool:
    """`Total Acme`, `Acme - Summe`, `Sous-total`: a total, or a customer with such a name."""
    plain = without_accents(text)
    return bool(_STARTS.search(plain) or _ENDS.search(plain))


def is_only_total(text: str) -> bool:
    """`Grand total`, `Totale generale`, `Summe EUR`: nothing but a total."""
    return _ALONE.match(without_accents(text).strip()) is not None


def is_page_number(text: str) -> bool:
    return _PAGE.match(without_accents(text).strip()) is not None
