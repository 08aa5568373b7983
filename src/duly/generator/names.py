"""What are the customers called? Invented names, each used once, none of a real company."""

from __future__ import annotations

import unicodedata

import numpy as np

from duly.generator.markets import MARKETS, Market

# Only letters that every Western code page can write, so that raw exports stay honest.
_FIRST = (
    "Alm", "Brenn", "Cald", "Dorr", "Elv", "Fenn", "Gris", "Hald", "Isk", "Jorv", "Karn", "Lorn",
    "Mund", "Nesk", "Orm", "Pell", "Quar", "Rask", "Silm", "Tarn", "Ulv", "Vant", "Wend", "Ysk",
    "Zorr", "Bröl", "Crév", "Dün", "Fäl", "Mör",
)  # fmt: skip
_MIDDLE = (
    "a", "e", "i", "o", "u", "ano", "eri", "ila", "omi", "ura", "ebo", "ita", "ola", "uni", "are",
)  # fmt: skip
_LAST = (
    "beck", "croft", "dale", "feld", "garde", "holt", "lund", "mere", "nova", "quist", "rade",
    "sten", "thorpe", "vell", "wick", "zano", "brun", "stal", "mont", "rige",
)  # fmt: skip
_TRADES = {
    "en": ("Supplies", "Foods", "Engineering", "Logistics", "Building", "Electrics", "Textiles",
           "Packaging", "Tools", "Interiors", "Chemicals", "Trading", "Systems", "Catering"),
    "de": ("Handel", "Lebensmittel", "Maschinenbau", "Spedition", "Hochbau", "Elektrotechnik",
           "Textil", "Verpackung", "Werkzeuge", "Möbel", "Chemie", "Großhandel", "Anlagen",
           "Gastro"),
    "fr": ("Fournitures", "Alimentaire", "Mécanique", "Transports", "Bâtiment", "Électricité",
           "Textiles", "Emballages", "Outillage", "Mobilier", "Chimie", "Négoce", "Systèmes",
           "Traiteur"),
    "it": ("Forniture", "Alimentari", "Meccanica", "Trasporti", "Costruzioni", "Impianti",
           "Tessuti", "Imballaggi", "Utensili", "Arredi", "Chimica", "Commercio", "Sistemi",
           "Ristorazione"),
    "es": ("Suministros", "Alimentación", "Mecánica", "Transportes", "Construcciones",
           "Eléctricos", "Textiles", "Envases", "Herramientas", "Muebles", "Química", "Comercio",
           "Sistemas", "Hostelería"),
    "nl": ("Handel", "Voeding", "Machinebouw", "Transport", "Bouw", "Elektro", "Textiel",
           "Verpakking", "Gereedschap", "Interieur", "Chemie", "Groothandel", "Systemen",
           "Horeca"),
}  # fmt: skip
_TRADE_COUNT = 14
COMBINATIONS = len(_FIRST) * len(_MIDDLE) * len(_LAST) * _TRADE_COUNT


def company_names(countries: np.ndarray, rng: np.random.Generator) -> tuple[list[str], list[str]]:
    """Names and stems, one of each per account, from the index of its market.

    A pair of stem and trade is drawn without replacement; beyond 126,000 accounts a numeral
    keeps the names apart.
    """
    count = len(countries)
    rounds = -(-count // COMBINATIONS)
    picks = np.concatenate([rng.permutation(COMBINATIONS) for _ in range(rounds)])[:count]
    forms = rng.integers(0, 1 << 16, count)
    stems = [_stem(int(pick) // _TRADE_COUNT) for pick in picks]
    names = [
        _name(stem, int(pick) % _TRADE_COUNT, MARKETS[country], int(form), place // COMBINATIONS)
        for place, (stem, pick, country, form) in enumerate(
            zip(stems, picks, countries, forms, strict=True)
        )
    ]
    return names, stems


def mailbox(stem: str, trade_word: str) -> str:
    """An address below `.example`, which can belong to nobody (RFC 2606)."""
    return f"accounts@{_plain(stem)}-{_plain(trade_word)}.example"


def _stem(pick: int) -> str:
    first, rest = divmod(pick, len(_MIDDLE) * len(_LAST))
    middle, last = divmod(rest, len(_LAST))
    return _FIRST[first] + _MIDDLE[middle] + _LAST[last]


def _name(stem: str, trade: int, market: Market, form: int, repeat: int) -> str:
    numeral = f" {repeat + 1}" if repeat else ""
    word = _TRADES[market.language][trade]
    return f"{stem} {word}{numeral} {market.forms[form % len(market.forms)]}"


def _plain(word: str) -> str:
    spelled = word.lower().replace("ß", "ss")
    bare = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return "".join(letter for letter in bare if letter.isalnum())
