"""Does a correction change what it names in the mapping, and nothing else?"""

import tomllib

import pytest
from django.http import QueryDict

from duly.server.ledger.models import Import
from duly.server.platform.refusals import Refused
from duly.server.web.pages.imports.columns import columns_of, corrected, layout_of, meanings

MAPPING = """\
# How the columns were understood.
[layout]
decimal = ","
encoding = "utf-8"

[[column]]
source = "Kunde"
book = "account_id" # 99% header; K1

[[column]]
source = "Rest"
book = ""
"""


def given(text):
    return QueryDict(text)


def test_a_correction_changes_its_column_alone():
    read = tomllib.loads(corrected(Import(mapping=MAPPING), given("column-1=open_amount")))
    assert [column["book"] for column in read["column"]] == ["account_id", "open_amount"]
    assert read["layout"] == {"decimal": ",", "encoding": "utf-8"}


@pytest.mark.parametrize(
    ("answers", "layout"),
    [
        ("decimal=.", {"decimal": ".", "encoding": "utf-8"}),
        ("decimal=", {"encoding": "utf-8"}),
        ("decimal=x", {"encoding": "utf-8"}),
        ("date_order=mdy", {"decimal": ",", "encoding": "utf-8", "date_order": "mdy"}),
        ("column-7=amount", {"decimal": ",", "encoding": "utf-8"}),
    ],
)
def test_a_layout_is_chosen_or_found_out_anew(answers, layout):
    read = tomllib.loads(corrected(Import(mapping=MAPPING), given(answers)))
    assert read["layout"] == layout


@pytest.mark.parametrize("mapping", ["x = ", "[layout]\n", "column = 3\n"])
def test_a_mapping_that_is_none_is_refused(mapping):
    with pytest.raises(Refused, match="mapping_unreadable"):
        corrected(Import(mapping=mapping), given("column-0=amount"))


def test_a_value_with_quotes_stays_one_value():
    written = corrected(Import(mapping=MAPPING), given('column-0=a"]%0Ab=1'))
    assert tomllib.loads(written)["column"][0]["book"] == 'a"]\nb=1'


def test_a_file_that_was_not_understood_shows_the_drafted_columns():
    columns = columns_of(Import(mapping=MAPPING))
    assert [(column.source, column.book) for column in columns] == [
        ("Kunde", "account_id"),
        ("Rest", ""),
    ]
    assert layout_of(Import(mapping=MAPPING))["decimal"] == ","


def test_a_bucket_of_the_file_can_be_chosen_again():
    columns = columns_of(Import(mapping=MAPPING.replace('book = ""', 'book = "bucket:15-45"')))
    assert "bucket:15-45" in dict(meanings(columns))
