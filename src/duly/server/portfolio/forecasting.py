"""Is the model of the forecast due to be fitted, and how is it fitted, kept and used?"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction

from duly.book.findings import BadInput
from duly.server.credit.selectors import active_policy
from duly.server.ledger.book import facts_digest
from duly.server.platform import clock
from duly.server.platform.audit.log import record
from duly.server.platform.rights import Act, Actor, demand
from duly.server.platform.statistics import refresh_statistics
from duly.server.portfolio.answers.answers import silent
from duly.server.portfolio.answers.look import Facts, Look, Progress, storable
from duly.server.portfolio.day import Ground, ground
from duly.server.portfolio.lock import one_run
from duly.server.portfolio.models import InvoiceOutlook, Snapshot, StoredModel
from duly.server.portfolio.outlook import Outlook, looked_ahead, newest_model, nothing_ahead
from duly.server.portfolio.rates import StoredRates
from duly.server.portfolio.stored import latest
from duly.server.portfolio.storing import store_outlook

if TYPE_CHECKING:
    from duly.analytics.cash_forecast.daily import Learned

FIT_EVERY = timedelta(days=7)
# What every invoice knew of its customer when it was issued is far more than a day needs.
MEMORY = "3GB"


def is_fit_due(snapshot: Snapshot) -> bool:
    """Whether there is no model to look ahead with from this day, or one of another week."""
    model = newest_model(snapshot.as_of)
    return model is None or snapshot.as_of - model.fitted_on >= FIT_EVERY


def fit_if_due(*, actor: Actor | None, progress: Progress = silent) -> StoredModel | None:
    """`fit_and_look_ahead`, where the newest stored day has no model of its week yet."""
    newest = latest()
    if newest is None or not is_fit_due(newest):
        return None
    return fit_and_look_ahead(actor=actor, progress=progress)


def fit_and_look_ahead(*, actor: Actor | None, progress: Progress = silent) -> StoredModel | None:
    """Fit a model as of the newest stored day and look ahead with it from there.

    None where there is no day yet, or where the data cannot carry a forecast: then the day's cash
    facts say why. Takes minutes on a large book. Raises DayIsRunning.
    """
    if actor is not None:
        demand(actor, Act.RUN_DAY)
    with one_run():
        snapshot = latest()
        if snapshot is None:
            return None
        progress(0.0, "reading the book")
        return fit_on(ground(active_policy(), facts_digest()), snapshot, actor, progress)


def fit_on(
    on: Ground, snapshot: Snapshot, actor: Actor | None, progress: Progress
) -> StoredModel | None:
    """The same on a book that is at hand."""
    look = on.look_at(snapshot.as_of, memory=MEMORY)
    try:
        model = _fitted(look, progress)
        progress(0.9, "looking ahead")
        outlook = looked_ahead(model, look.book, look.as_of, StoredRates.of(snapshot))
    except BadInput as error:
        _store(snapshot, nothing_ahead(problem=error), None, actor)
        return None
    return _store(snapshot, outlook, model, actor)


def _fitted(look: Look, progress: Progress) -> StoredModel:
    """A model that is not saved yet."""
    from duly.analytics.cash_forecast.daily import learn
    from duly.analytics.cash_forecast.kept import packed

    learned = learn(
        look.book,
        as_of=look.as_of,
        policy=look.policy.forecast,
        promise_tolerance_days=look.policy.metrics.promise_tolerance_days,
        progress=lambda what, share: progress(0.1 + 0.75 * share, what),
    )
    archive = packed(learned)
    return StoredModel(
        fitted_on=learned.model.fit_on,
        kind=learned.model.kind,
        digest=sha256(archive).hexdigest(),
        archive=archive,
        card=_card(learned),
        created_at=clock.now(),
    )


def _card(learned: Learned) -> Facts:
    from duly.report.outlook.models import model_facts

    return dict(storable(model_facts(learned.model)))


def _store(
    snapshot: Snapshot, outlook: Outlook, model: StoredModel | None, actor: Actor | None
) -> StoredModel | None:
    with transaction.atomic():
        if model is not None:
            model = _kept(model)
            outlook.cash["model_id"] = model.pk
        Snapshot.objects.filter(pk=snapshot.pk).update(cash=outlook.cash)
        store_outlook(snapshot, outlook)
        if model is not None:
            facts = {"kind": model.kind, "digest": model.digest}
            subject = ("model", model.fitted_on.isoformat())
            record(actor=actor, kind="forecast.fitted", subject=subject, facts=facts)
    refresh_statistics([InvoiceOutlook])
    return model


def _kept(model: StoredModel) -> StoredModel:
    """Fitted again on the same facts it is the same model, and kept once; a damaged copy of it is
    mended."""
    columns = {name: getattr(model, name) for name in ("fitted_on", "kind", "archive", "card")}
    kept, _ = StoredModel.objects.update_or_create(
        digest=model.digest,
        defaults={**columns, "is_trusted": True, "problem": ""},
        create_defaults={**columns, "created_at": model.created_at},
    )
    return kept
