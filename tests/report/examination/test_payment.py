from tests.report.examination.examined import export, quiet, settled


def test_paid_invoices_are_counted_with_their_lateness() -> None:
    paid = {"count": 1, "late_count": 1, "late_share": 1.0, "mean_days_late": 10.0}
    assert quiet()["paid"] == paid


def test_windows_come_shortest_first_and_the_whole_history_last() -> None:
    windows = [line["window"] for line in export("faults")["behaviour"]["by_window"]]
    assert windows == ["90", "180", "365", "all"] * 2


def test_the_bins_of_the_histogram_touch_and_hold_every_paid_invoice() -> None:
    facts = export("faults")
    bins = facts["behaviour"]["days_late_histogram"]
    assert [line["to"] for line in bins[:-1]] == [line["from"] for line in bins[1:]]
    assert sum(line["count"] for line in bins) == facts["paid"]["count"]


def test_an_account_with_too_few_payments_is_not_called_slow() -> None:
    assert quiet()["behaviour"]["slowest"] == []


def test_disputed_invoices_are_a_share_of_all() -> None:
    assert settled()["disputed"] == {"count": 1, "share": 0.5}


def test_each_currency_has_a_payment_index_between_0_and_100() -> None:
    lines = export("faults")["behaviour"]["payment_index"]
    assert lines
    assert all(0 <= line["payment_index"] <= 100 for line in lines if line["why_null"] is None)


def test_too_few_payments_make_no_index_but_a_reason() -> None:
    (line,) = quiet()["behaviour"]["payment_index"]
    assert (line["payment_index"], line["why_null"]) == (None, "too_few_experiences")
