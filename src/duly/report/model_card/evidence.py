"""What did the model learn from, what was it judged by, and what else was tried?"""

from __future__ import annotations

from duly.report import words
from duly.report.blocks import Card, Cell, Fact, Facts, Grid, Head, Prose, Section
from duly.report.cells import PageFacts, part
from duly.report.figures import NOT_KNOWN, format_count, format_date, format_month
from duly.report.model_card.facts import section, shown, slices
from duly.report.timing_model import fitted_on


def evidence_section(facts: PageFacts) -> Section:
    """The data in a few facts, then the trials by which the kind was chosen."""
    return section("data_used", _data(facts), _trials(facts))


def _data(facts: PageFacts) -> Card:
    known, refit = part(facts, "model"), facts.get("refit")
    told = (
        ("Book", facts.get("book")),
        ("Known up to", format_date(facts.get("as_of"))),
        ("Fitted at the end of", format_date(fitted_on(facts))),
        ("Fitted", words.title(refit, kind="model").removeprefix("fitted ") if refit else "once"),
        ("Paid invoices learned from", format_count(known.get("paid_count"))),
        ("Trial forecasts", format_count(known.get("trial_count"))),
        ("Scored invoices", format_count(facts.get("scored_count"))),
        ("of which not paid yet", format_count(facts.get("open_count"))),
        ("Issued", _period(facts)),
    )
    listed = tuple(Fact(term, str(text or NOT_KNOWN)) for term, text in told)
    return Card("Invoices", (Facts(listed, css="across"),))


def _period(facts: PageFacts) -> str | None:
    months = [format_month(f"{month}-01") for month in sorted(slices(facts, "month"))]
    if not months:
        return None
    return months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"


def _trials(facts: PageFacts) -> Card:
    known = part(facts, "model")
    loss, error = part(known, "loss"), part(known, "error")
    rules = part(known, "baseline_error")
    if not error and not rules:
        code = known.get("reason")
        why = words.title(code, kind="model") if code else NOT_KNOWN
        return Card("Trials", (Prose((f"No kinds were compared: {why}.",)),), is_half=False)
    heads = (
        Head("Tried"),
        Head("Loss of the deciles", is_figure=True, unit="days"),
        Head("Mean error of P50", is_figure=True, unit="days"),
        Head("How it forecasts"),
    )
    models = tuple(
        _tried(kind, loss.get(kind), error.get(kind), known.get("kind")) for kind in error
    )
    simple = tuple(_tried(name, None, value, None, is_rule=True) for name, value in rules.items())
    grid = Grid(heads, (*models, *simple), caption="Trials")
    return Card(
        "Trials", (grid,), "before the first day scored, on later invoices than learned from"
    )


def _tried(
    code: str, loss: float | None, error: float | None, kind: str | None, *, is_rule: bool = False
) -> tuple[Cell, ...]:
    no_loss = Cell("\u2013", hint="a rule names one day only", css="faint")
    return (
        Cell(words.title(code, kind="model"), detail="chosen" if code == kind else "", css="lead"),
        no_loss if is_rule else _figure(loss),
        _figure(error),
        Cell(words.definition(code, kind="model") or "", css="prose"),
    )


def _figure(value: float | None) -> Cell:
    if value is None:
        return Cell(NOT_KNOWN, css="unknown")
    return Cell(shown("mae_days", value))
