"""How well do scorecard, boosted trees and Altman's scores tell failed firms, on public data?

    python benchmarks/failure.py DATA

DATA holds `bankruptcy_us/firm_years_to_2014.csv` and `bankruptcy_polish/5year.csv`; what is absent
is left out. Prints AUC by model on the same rows, later than those fitted on (US), or in five folds
(Polish), and exits with 1 when a bar is missed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from duly.analytics.accuracy import Accuracy
from duly.analytics.failure import characteristics, fit_scorecard
from duly.analytics.failure.fitting import FittedScorecard
from duly.analytics.failure.published import published_scores
from duly.analytics.statements import all_models
from duly.analytics.statements.annual import annualised
from duly.analytics.statements.previous import with_previous_year
from duly.book.engines import duckdb_engine
from duly.book.tables import book_from_arrow

FIT_UNTIL = 2011
LONGEST = 5
LINES = {
    "sales": "net_sales",
    "cogs": "cost_of_goods_sold",
    "gross_profit": "gross_profit",
    "depreciation": "depreciation_and_amortization",
    "ebit": "ebit",
    "net_income": "net_income",
    "receivables": "total_receivables",
    "inventory": "inventory",
    "current_assets": "current_assets",
    "total_assets": "total_assets",
    "current_liabilities": "total_current_liabilities",
    "long_term_debt": "total_long_term_debt",
    "total_liabilities": "total_liabilities",
    "retained_earnings": "retained_earnings",
    "market_cap": "market_value",
}


def main() -> int:
    folder = Path(sys.argv[1])
    missed = 0
    us = folder / "bankruptcy_us" / "firm_years_to_2014.csv"
    if us.exists():
        missed += _united_states(us)
    for name in ("5year",):
        file = folder / "bankruptcy_polish" / f"{name}.csv"
        if file.exists():
            missed += _poland(file, name)
    if not us.exists() and not (folder / "bankruptcy_polish").exists():
        print(f"skipped: there is no labelled data of failed firms in {folder}")
    return 1 if missed else 0


def _united_states(file: Path) -> int:
    """Fit to 2011, score 2012-14; once as the data stand, once without what gives them away."""
    table = labelled_us(file)
    changes = [n for n in table.column_names if n.endswith(("_change", "_growth"))]
    asked = {"label": "failed", "period": "year", "fit_until": FIT_UNTIL}
    whole = fit_scorecard(table.drop(["earlier"]), **asked)
    _print("US, with changes on the year before", whole)
    current = fit_scorecard(table.drop(["earlier", *changes]), **asked)
    _print("US, the year's own ratios only (no gap can tell)", current)
    cautious = fit_scorecard(table.drop(["earlier"]), missing="never_better", **asked)
    _print("US, with changes, a gap never better than average", cautious)
    compared = table.filter(pc.greater(table["earlier"], 0)).drop(["earlier"])
    _print("US, only firms with a year before", fit_scorecard(compared, **asked))
    unseen, z = whole.validation.unseen, whole.validation.yardsticks
    return _bars(
        {
            "US scorecard AUC >= 0.91": unseen["scorecard"].auc >= 0.91,
            "US scorecard within 0.01 of boosted": unseen["scorecard"].auc
            >= unseen["boosted"].auc - 0.01,
            "US scorecard above Altman Z and Z''": unseen["scorecard"].auc
            > max(z["altman_z"].auc, z["altman_z_double_prime"].auc),
            "US scorecard of current ratios above Altman": current.validation.unseen[
                "scorecard"
            ].auc
            > max(z["altman_z"].auc, z["altman_z_double_prime"].auc),
        }
    )


def _poland(file: Path, name: str) -> int:
    fitted = fit_scorecard(pa_csv.read_csv(file), label="class")
    _print(f"Polish, {name}, five folds", fitted)
    if name != "5year":
        return 0
    unseen = fitted.validation.unseen
    return _bars(
        {
            "Polish 5-year scorecard AUC >= 0.92": unseen["scorecard"].auc >= 0.92,
            "Polish 5-year boosted AUC >= 0.960": unseen["boosted"].auc >= 0.960,
        }
    )


def labelled_us(file: Path) -> pa.Table:
    """A firm and year a row: our characteristics, Altman's scores, `failed`, `year`, `earlier`.

    A firm is shown with its last five years at most, and the file stops at 2014. So a failed firm
    whose 2014 is its fifth year did end there; one with fewer years by 2014 goes on in years that
    are not in the file, and whether it failed within the next year is not known: its row of 2014
    is left out. It follows, too, that a failed firm's last year nearly always has years before it
    in the file, and others often have not: `earlier` alone, no ratio, would tell them apart.
    """
    raw = pa_csv.read_csv(file)
    engine = duckdb_engine(threads=1)
    statements = book_from_arrow(engine, {"statements": _statements(raw)}).statements
    compared = with_previous_year(annualised(statements))
    judged = published_scores(all_models(compared.mutate(findings=ibis.literal(""))))
    scores = judged.select(
        "account_id", "period_end", "altman_z", "altman_z_double_prime", "published_pd"
    )
    ratios = characteristics(statements).join(scores, ["account_id", "period_end"])
    marked = ratios.join(engine.table(_outcomes(raw)), ["account_id", "period_end"])
    known = marked.filter(~marked.is_unknown).order_by("account_id", "period_end")
    return engine.fetch(known.drop("account_id", "period_end", "is_unknown"))


def _statements(raw: pa.Table) -> pa.Table:
    money = {
        f"{line}_units": pc.round(pc.multiply(raw[name], 1e8)).cast(pa.int64())
        for line, name in LINES.items()
    }
    owned = pc.subtract(money["total_assets_units"], money["total_liabilities_units"])
    currency = pa.array(["USD"] * raw.num_rows)
    return pa.table({**_keys(raw), "currency": currency, **money, "equity_units": owned})


def _keys(raw: pa.Table) -> dict[str, pa.Array]:
    years = raw["fyear"].cast(pa.int64()).cast(pa.string())
    ends = pc.strptime(pc.binary_join_element_wise(years, "12-31", "-"), "%Y-%m-%d", "s")
    return {"account_id": raw["cik"].cast(pa.string()), "period_end": ends.cast(pa.date32())}


def _outcomes(raw: pa.Table) -> pa.Table:
    engine = duckdb_engine(threads=1)
    firms = engine.table(pa.table({**_keys(raw), "status": raw["status_label"]}))
    of_firm = firms.group_by("account_id").mutate(
        last=firms.period_end.max(), first=firms.period_end.min(), years=firms.count()
    )
    ends = (of_firm.status == "failed") & (of_firm.period_end == of_firm.last)
    is_cut = ends & (of_firm.last.year() == 2014) & (of_firm.years < LONGEST)
    return engine.fetch(
        of_firm.select(
            "account_id",
            "period_end",
            failed=ends.cast("int64"),
            is_unknown=is_cut,
            year=of_firm.period_end.year().cast("int64"),
            earlier=(of_firm.period_end.year() - of_firm.first.year()).cast("int64"),
        )
    )


def _print(title: str, fitted: FittedScorecard) -> None:
    found = fitted.validation
    print(f"\n{title}: {fitted.grain} bins, {fitted.trees} trees, {len(fitted.card.names)} ratios")
    for name, model in found.unseen.items():
        print(f"  {name:<24} {_line(model)}   seen {found.seen[name].auc:.4f}")
    for name, yard in found.yardsticks.items():
        print(f"  {name:<24} AUC {yard.auc:.4f} on {yard.rows} rows, {yard.failures} failed")
    print(f"  which values are missing AUC {found.gaps_auc:.4f}{' !' * found.gaps_tell}")
    bands = [f"{b.mean_probability:.4f}/{b.failure_rate:.4f}" for b in found.calibration]
    print(f"  expected/happened by tenth: {' '.join(bands)}", flush=True)


def _line(model: Accuracy) -> str:
    return (
        f"AUC {model.auc:.4f}  KS {model.ks:.3f}  Brier {model.brier:.5f}  "
        f"{model.failures} of {model.rows} failed, {model.expected:.0f} expected"
    )


def _bars(met: dict[str, bool]) -> int:
    for bar, is_met in met.items():
        print(f"  {'met   ' if is_met else 'MISSED'} {bar}", flush=True)
    return sum(not is_met for is_met in met.values())


if __name__ == "__main__":
    sys.exit(main())
