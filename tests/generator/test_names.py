import numpy as np

from duly.generator.chance import Stream, stream
from duly.generator.markets import MARKETS, entity_names
from duly.generator.names import COMBINATIONS, company_names, mailbox


def names_of(count: int) -> list[str]:
    markets = np.arange(count) % len(MARKETS)
    return company_names(markets, stream(1, Stream.NAMES))[0]


def test_no_two_customers_share_a_name():
    names = names_of(COMBINATIONS + 500)
    assert len(set(names)) == len(names)


def test_names_end_with_a_legal_form_of_their_country():
    for name, market in zip(names_of(len(MARKETS)), MARKETS, strict=True):
        assert name.endswith(market.forms)


def test_names_can_be_written_in_western_code_pages():
    "".join(names_of(2_000)).encode("cp1252")


def test_mail_goes_to_nobody():
    assert mailbox("Bröl", "Großhandel") == "accounts@brol-grosshandel.example"


def test_every_entity_has_a_name_of_its_own():
    assert len(set(entity_names(20))) == 20
