"""What kind of document does a cell such as RV, Avoir or Zahlung name?"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from duly.book.recognition.words import header_words


class DocumentKind(StrEnum):
    """What a line of an export may be. A payment on account becomes no invoice."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    DEBIT_NOTE = "debit_note"
    PAYMENT = "payment"


CODES: dict[DocumentKind, str] = {
    DocumentKind.INVOICE: "rv dr re inv si rg ar fa fac fc fv fe f ft fatt vf rf in sinv fra fct "
    "vk vkf aw invoice fact tr td01 td24 380 i",
    DocumentKind.CREDIT_NOTE: "dg cn crn cm gs av nc ndc ncc ncr abo sc cr scr crm rk kg td04 381 "
    "c ab ag nca",
    DocumentKind.DEBIT_NOTE: "dn nd ld ndd dbn td05 383",
    DocumentKind.PAYMENT: "dz za ze pmt pay rec rcpt bq sa reg rgt zg bk cob rb cash inc bnk sr pa "
    "p rct ban",
}
WORDS: dict[DocumentKind, str] = {
    DocumentKind.CREDIT_NOTE: "credit creditmemo creditnote avoir avoirs gutschrift gutschriften "
    "storno stornorechnung rechnungskorrektur abono abonos rectificativa credito creditnota "
    "creditfactuur creditering accredito refund korrektur anulacion annulation devolucion",
    DocumentKind.DEBIT_NOTE: "debit debito debet lastschrift belastungsanzeige debitnota addebito "
    "belastung interest zinsen mahngebuhr interets finance intereses",
    DocumentKind.PAYMENT: "payment payments receipt receipts deposit prepayment overpayment cash "
    "unapplied unallocated reglement paiement encaissement acompte versement virement remise "
    "zahlung zahlungseingang akonto akontozahlung anzahlung uberzahlung geldeingang bank cobro "
    "pago anticipo incasso pagamento acconto bonifico betaling ontvangst aanbetaling "
    "vooruitbetaling vooruitontvangen kas banque transferencia entrega",
    DocumentKind.INVOICE: "invoice invoices facture factures rechnung rechnungen ausgangsrechnung "
    "faktura fakturen factura facturas fattura fatture factuur facturen verkoopfactuur verkauf "
    "bill parcella sale sales ventes verkoop vente venta vendite schlussrechnung abrechnung "
    "opening",
}
_BY_CODE = {code: kind for kind, codes in CODES.items() for code in codes.split()}
_BY_WORD = {word: kind for kind, words in WORDS.items() for word in words.split()}


@lru_cache(maxsize=4096)
def kind_of(cell: str) -> DocumentKind | None:
    """The kind that a cell of a type column names, None when it is in no list.

    The words of a phrase are asked in the order of `WORDS`: a credit invoice is a credit note.
    """
    code = cell.strip().casefold()
    if code in _BY_CODE:
        return _BY_CODE[code]
    words = header_words(cell)
    for kind in WORDS:
        if any(_BY_WORD.get(word) is kind for word in words):
            return kind
    return next((_BY_CODE[word] for word in words if word in _BY_CODE), None)
