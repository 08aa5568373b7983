"""Are the headers of ageing buckets read as ranges of days past due?"""

from __future__ import annotations

import pytest

from duly.book.recognition.buckets import Bucket, bucket_from_name, buckets_of, last_days


@pytest.mark.parametrize(
    ("language", "headers", "names"),
    [
        ("en", "Current|1-30|31-60|61-90|>90", "current 1-30 31-60 61-90 91+"),
        ("en", "Current|1 - 30 days|31 - 60 days|61 days and over", "current 1-30 31-60 61+"),
        ("en", "0-30|30-60|60-90|90+", "0-30 31-60 61-90 91+"),
        ("en", "Not Due|Overdue", "current 1+"),
        ("en", "Current|30|60|90|Older", "current 1-30 31-60 61-90 91+"),
        ("en", "<30 Days|30 Days|60 Days|90 Days", "1-30 31-60 61-90 91+"),
        ("en", "Current|30 Days|60 Days|90 Days|120+", "current 30-59 60-89 90-119 120+"),
        ("en", "Current|Period 1|Period 2|Older", "current 1-30 31-60 61+"),
        ("en", "Current|< 1 Month|1 Month|2 Months|Older", "current 1-30 31-60 61-90 91+"),
        ("en", "Future|Current|1-30", "current current 1-30"),
        ("en", "Current|1 Month|2 Months|3 Months and over", "current 1-30 31-60 61+"),
        ("en", "Current month|1 month|2 months|3 months|3 months+", "current 1-30 31-60 61-90 91+"),
        ("en", "Current|1 month|2 months|Older", "current 1-30 31-60 61+"),
        ("de", "Nicht fällig|1 Monat|2 Monate|über 2 Monate", "current 1-30 31-60 61+"),
        ("en", ">0 <=30|>30 <=60|>60", "1-30 31-60 61+"),
        ("fr", "Non échu|0-30 j|31-60 j|> 90 j", "current 0-30 31-60 91+"),
        ("fr", "A échoir|Moins de 30 jours|De 30 à 60 jours|Plus de 60", "current 1-30 31-60 61+"),
        ("de", "nicht fällig|überfällig 1-30|über 30 Tage", "current 1-30 31+"),
        ("es", "No vencido|1 a 30|31 a 60|Más de 60 días", "current 1-30 31-60 61+"),
        ("it", "A scadere|Entro 30 gg|31-60 gg|Oltre 60 gg", "current 1-30 31-60 61+"),
        ("nl", "Niet vervallen|1 t/m 30|Ouder dan 30 dagen", "current 1-30 31+"),
        ("en", "Current|1-30|31-60|Over 60 days", "current 1-30 31-60 61+"),
        ("fr", "Non échu|1-30 j|31-60 j|Plus de 60 jours", "current 1-30 31-60 61+"),
        ("it", "A scadere|1-30|31-60|più di 60", "current 1-30 31-60 61+"),
        ("de", "Nicht fällig|1-30|31-60|über 60 Tage", "current 1-30 31-60 61+"),
        ("es", "No vencido|1-30|31-60|más de 60", "current 1-30 31-60 61+"),
        ("nl", "Niet vervallen|1-30|31-60|meer dan 60", "current 1-30 31-60 61+"),
    ],
)
def test_headers_of_ageing_reports(language: str, headers: str, names: str):
    found = buckets_of(headers.split("|"), language)
    assert [bucket.name.removeprefix("bucket:") for bucket in found.values()] == names.split()


@pytest.mark.parametrize(
    "headers",
    [
        "Customer|Amount|Due",
        "Line 1|Ref 2|Invoice 30",
        "Customer|Current|Amount",
        "Current|Overdue|Past due",
        "90-30|Customer",
        "2024|2023",
        "1-2-3|4-5-6",
        "13|17",
    ],
)
def test_other_headers_are_no_buckets(headers: str):
    assert buckets_of(headers.split("|"), "en") == {}


@pytest.mark.parametrize(
    "bucket", [Bucket(0, 0, current=True), Bucket(1, 30), Bucket(91, None), Bucket(0, 30)]
)
def test_a_name_can_be_read_back(bucket: Bucket):
    assert bucket_from_name(bucket.name) == bucket


@pytest.mark.parametrize("name", ["bucket:", "bucket:30-1", "bucket:x", "amount", "bucket:1"])
def test_other_names_are_no_buckets(name: str):
    assert bucket_from_name(name) is None


@pytest.mark.parametrize(
    ("bucket", "days"), [(Bucket(1, 30), 15), (Bucket(91, None), 91), (Bucket(0, 30), 15)]
)
def test_the_middle_of_a_bucket_lies_in_it(bucket: Bucket, days: int):
    assert bucket.middle == days


@pytest.mark.parametrize(
    ("headers", "edges"),
    [
        ("Current|1-30|31-60|61+", (30, 60)),
        ("Current|0-30|31-60|61-90", (30, 60, 90)),
        ("Current|30 Days|60 Days|90+", (29, 59, 89)),
        ("Not Due|Overdue", ()),
    ],
)
def test_the_last_days_are_those_after_which_a_bucket_begins(headers: str, edges: tuple[int, ...]):
    assert last_days(list(buckets_of(headers.split("|"), "en").values())) == edges
