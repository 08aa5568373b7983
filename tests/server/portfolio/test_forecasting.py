from datetime import date, timedelta
from types import SimpleNamespace

import pyarrow as pa
import pytest

from duly.book.findings import BadInput
from duly.server.platform.jobs.acts import Running
from duly.server.platform.models import Event, Job
from duly.server.portfolio.acts import fit, run
from duly.server.portfolio.day import run_day
from duly.server.portfolio.forecasting import fit_and_look_ahead, is_fit_due
from duly.server.portfolio.models import Snapshot, StoredModel
from duly.server.portfolio.outlook import NO_MODEL, newest_model

DAY = date(2026, 10, 31)
WEEK = {
    "entity": None, "source": "all", "week": 1, "week_start": DAY,
    "p10_units": 10, "p50_units": 20, "p90_units": 30, "expected_units": 21,
}  # fmt: skip
AHEAD = SimpleNamespace(
    is_shown=True,
    refusal=None,
    invoices=pa.table({"invoice_id": pa.array([], pa.string())}),
    cash=SimpleNamespace(
        weeks=pa.Table.from_pylist([WEEK | {"currency": code} for code in ("EUR", "USD", "XPF")]),
        days=pa.table({"day": [1]}),
    ),
)


@pytest.fixture
def learner(monkeypatch):
    """What can be learned is a matter of the core: here a model is learned in no time."""
    from duly.analytics.cash_forecast import daily, kept

    def learn(book, *, as_of, **_):
        choice = SimpleNamespace(
            kind="curve", reason="lowest_loss", refusal=None, paid_count=9, trial_count=9,
            loss={}, error={}, baseline_error={},
        )  # fmt: skip
        return SimpleNamespace(model=SimpleNamespace(fit_on=as_of, kind="curve", choice=choice))

    monkeypatch.setattr(daily, "learn", learn)
    monkeypatch.setattr(daily, "look_ahead", lambda *_, **__: AHEAD)
    monkeypatch.setattr(kept, "packed", lambda learned: learned.model.fit_on.isoformat().encode())
    monkeypatch.setattr(kept, "unpacked", lambda archive: archive)
    return monkeypatch


def test_without_a_model_one_is_due(asked):
    assert is_fit_due(run_day(as_of=DAY, actor=None))


def test_a_fitted_model_is_kept_and_used_at_once(asked, learner):
    run_day(as_of=DAY, actor=None)
    model = fit_and_look_ahead(actor=None)
    cash = Snapshot.objects.get().cash
    assert (cash["is_shown"], cash["model_id"], cash["fitted_on"]) == (
        True, model.pk, DAY.isoformat(),
    )  # fmt: skip
    assert not is_fit_due(Snapshot.objects.get())
    assert Event.objects.filter(kind="forecast.fitted").count() == 1


def test_bands_are_added_up_where_there_is_a_rate(asked, learner, answers):
    run_day(as_of=DAY, actor=None)
    fit_and_look_ahead(actor=None)
    cash = Snapshot.objects.get().cash
    (week,) = cash["whole"]
    rate = next(row["rate"] for row in answers.figures["rates"] if row["currency"] == "USD")
    assert week["p50_units"] == 20 + round(20 * rate)
    assert cash["is_widened"]


def test_the_model_of_this_week_is_used_and_not_fitted_again(asked, learner):
    run_day(as_of=DAY, actor=None)
    model = fit_and_look_ahead(actor=None)
    later = run_day(as_of=DAY + timedelta(days=6), actor=None)
    assert later.cash["model_id"] == model.pk
    assert not is_fit_due(later)
    assert is_fit_due(run_day(as_of=DAY + timedelta(days=7), actor=None))


def test_the_same_model_is_kept_once(asked, learner):
    run_day(as_of=DAY, actor=None)
    assert fit_and_look_ahead(actor=None) == fit_and_look_ahead(actor=None)
    assert StoredModel.objects.count() == 1


def test_what_the_data_cannot_carry_is_said(asked, learner):
    from duly.analytics.cash_forecast import daily

    def refuse(*_, **__):
        raise BadInput("nothing was paid yet")

    learner.setattr(daily, "learn", refuse)
    run_day(as_of=DAY, actor=None)
    assert fit_and_look_ahead(actor=None) is None
    cash = Snapshot.objects.get().cash
    assert (cash["is_shown"], cash["problem"]) == (False, "nothing was paid yet")


def test_a_damaged_model_is_no_reason_to_store_nothing(asked, learner):
    from duly.analytics.cash_forecast import kept

    run_day(as_of=DAY, actor=None)
    fit_and_look_ahead(actor=None)

    def damaged(_):
        raise BadInput("the archive was changed")

    learner.setattr(kept, "unpacked", damaged)
    snapshot = run_day(as_of=DAY + timedelta(days=1), actor=None)
    assert (snapshot.is_complete, snapshot.cash["problem"]) == (True, "the archive was changed")
    assert is_fit_due(snapshot)


def test_a_model_that_was_damaged_is_mended_by_fitting_it_again(asked, learner):
    run_day(as_of=DAY, actor=None)
    model = fit_and_look_ahead(actor=None)
    StoredModel.objects.update(is_trusted=False, problem="changed", archive=b"")
    assert fit_and_look_ahead(actor=None) == model
    mended = StoredModel.objects.get()
    assert (mended.is_trusted, mended.problem, bytes(mended.archive)) == (
        True, "", DAY.isoformat().encode(),
    )  # fmt: skip


def test_a_model_that_knows_more_than_the_day_is_not_used(asked, learner):
    run_day(as_of=DAY, actor=None)
    fit_and_look_ahead(actor=None)
    assert newest_model(DAY - timedelta(days=1)) is None


def test_before_the_first_day_there_is_nothing_to_fit(transactional_db, learner):
    assert fit_and_look_ahead(actor=None) is None


def test_the_job_of_the_day_asks_for_the_fit_once(asked, learner):
    job = Running({"as_of": DAY.isoformat()})
    assert run(job)["as_of"] == DAY.isoformat()
    run(job)
    (asked_for,) = Job.objects.filter(kind="forecast.fit")
    assert asked_for.payload == {"as_of": DAY.isoformat()}
    assert fit(Running(asked_for.payload)) == {"model": StoredModel.objects.get().pk}
    run(Running({"as_of": (DAY + timedelta(days=1)).isoformat()}))
    assert Job.objects.filter(kind="forecast.fit").count() == 1
    assert Snapshot.objects.get(as_of=DAY).cash["refusal"] != NO_MODEL
