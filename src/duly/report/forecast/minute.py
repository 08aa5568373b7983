"""What would one say about the cash to come in one minute?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from duly.report.cells import PageFacts, account_name, part, rows
from duly.report.figures import currency_unit
from duly.report.forecast.accounts import payers
from duly.report.forecast.facts import (
    MOST_CURRENCIES,
    OPEN,
    TO_COME,
    amount,
    currencies,
    expected,
    spans,
)
from duly.report.sentences import bold_sentence
from duly.report.timing_model import best_baseline, refusal, rule_name

_NAMED = 3


def in_one_minute(facts: PageFacts) -> tuple[Markup, ...]:
    """The sentences, figures in bold, everything from the file escaped."""
    held = currencies(facts)
    said = list(_assumed(facts))
    said += [line for currency in held[:MOST_CURRENCIES] for line in _cash(facts, currency)]
    if not held:
        said.append(_say("nothing_to_come"))
    said += [line for currency in held[:1] for line in _most(facts, currency)]
    refused = refusal(facts)
    said += [*_held(facts), *([refused] if refused is not None else []), *_at_risk(facts)]
    return tuple(said)


def _assumed(facts: PageFacts) -> Iterator[Markup]:
    what_if = part(facts, "what_if")
    stopped = what_if.get("stopped_accounts") or []
    if stopped:
        names = {line["account_id"]: account_name(line) for line in rows(facts, "accounts")}
        named = ", ".join(str(names.get(each, each)) for each in stopped[:_NAMED])
        more = ", \u2026" if len(stopped) > _NAMED else ""
        yield _say("assumed_stopped", count=len(stopped), what=named + more)
    if what_if.get("later_days"):
        yield _say("assumed_later", days=what_if["later_days"])


def _cash(facts: PageFacts, currency: str) -> Iterator[Markup]:
    lines = spans(facts, "weeks", currency)
    whole = expected(lines)
    if not lines or whole is None:
        return
    parts = [expected(spans(facts, "weeks", currency, source)) for source in (OPEN, TO_COME)]
    opened, to_come = (None if each is None else amount(each, currency) for each in parts)
    told = {"expected": amount(whole, currency), "opened": opened, "to_come": to_come}
    said = [_say("weeks_bring", weeks=len(lines), **told)]
    first = lines[0]
    names = {"low": "p10_units", "middle": "p50_units", "high": "p90_units"}
    if all(first.get(key) is not None for key in names.values()):
        amounts = {name: amount(first[key], currency) for name, key in names.items()}
        said.append(_say("next_week", start=first.get("week_start"), **amounts))
    yield Markup(" ").join(said)


def _most(facts: PageFacts, currency: str) -> Iterator[Markup]:
    whole = expected(spans(facts, "weeks", currency, OPEN))
    for payer in payers(facts, currency)[:1]:
        if whole and payer.units:
            told = {"name": payer.name, "expected": amount(payer.units, currency)}
            unit = currency_unit(currency)
            yield _say("brings_most", share=payer.units / whole, currency=unit, **told)


def _held(facts: PageFacts) -> Iterator[Markup]:
    past = part(facts, "past")
    if past.get("coverage_80") is None:
        yield _say("held_unknown")
        return
    best = best_baseline(part(past, "baselines"))
    yield _say(
        "held",
        count=past.get("weeks"),
        coverage=past["coverage_80"],
        wape=past.get("wape"),
        baseline=rule_name(best[0]) if best else None,
        other=best[1] if best else None,
    )


def _at_risk(facts: PageFacts) -> Iterator[Markup]:
    for line in rows(facts, "late_risk")[:1]:
        if line.get("probability") is not None:
            yield _say("most_at_risk", name=account_name(line), probability=line["probability"])


def _say(code: str, **known: Any) -> Markup:
    return bold_sentence(code, kind="forecast", **known)
