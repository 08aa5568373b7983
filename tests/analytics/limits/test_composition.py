import ibis
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analytics.observations import accounts, engine, fetched

from duly.analytics.limits.composition import credit_limit, major_units, round_down
from duly.book.policy.limits import LimitPolicy
from duly.book.policy.reading import default_policy

DEFAULT = default_policy()

# Handbook 04 section 1: net worth 10 %, working capital 20 %, high credit x 1.2, bureau x 1,
# grade factor 1.0, peak factor 1.25; only these four methods.
HANDBOOK = DEFAULT.limits.model_copy(
    update={
        "net_worth_share": dict.fromkeys("ABCDEN", 0.10),
        "grade_factor": dict.fromkeys("ABCDEN", 1.0),
        "cap_amount": dict.fromkeys("ABCDEN"),
        "payment_history": False,
        "supplier_share": None,
        "expected_delay_in_need": False,
    }
)
BUYER = {
    "grade": "B",
    "tangible_net_worth_units": 350_000_00,
    "working_capital_units": 200_000_00,
    "annual_purchases_units": 1_200_000_00,
    "limit_terms_days": 60,
    "high_credit_units": 60_000_00,
    "bureau_recommended_units": 80_000_00,
    "insured_limit_units": None,
}


def limited(policy: LimitPolicy, *changes: dict[str, object]) -> list[dict[str, object]]:
    rows = [dict(change) for change in changes]
    grades = [str(row.pop("grade", "B")) for row in rows]
    observed = accounts(*rows)
    of_row = {f"A{n}": grade for n, grade in enumerate(grades)}
    graded = observed.mutate(
        grade=ibis.cases(*[(observed.account_id == key, grade) for key, grade in of_row.items()])
    )
    return fetched(credit_limit(graded, policy, {"JPY": 150}))


def test_the_worked_example_of_the_handbook_comes_out():
    (row,) = limited(HANDBOOK, BUYER)
    candidates = {
        "limit_by_net_worth_units": 35_000_00,
        "limit_by_working_capital_units": 40_000_00,
        "limit_by_high_credit_units": 72_000_00,
        "limit_by_bureau_units": 80_000_00,
        "need_units": 250_000_00,
        "capacity_units": 56_000_00,
        "limit_units": 56_000_00,
        "shortfall_units": 194_000_00,
    }
    assert {key: row[key] for key in candidates} == candidates
    assert row["limit_binding"] == "capacity"
    assert row["option_secured_units"] == 250_000_00
    assert row["option_terms_days"] == 13  # 13 days need 54 166.66, 14 would need 58 333.33
    assert row["option_deposit_share"] == pytest.approx(0.776)


TABLE = """
    change                              | limit       | binding
    nothing                             | 56_000_00   | capacity
    insured_limit_units=100_000_00      | 100_000_00  | capacity
    insured_limit_units=40_000_00       | 56_000_00   | capacity
    insured_limit_units=900_000_00      | 250_000_00  | need
    working_capital_units=-5_00         | 53_000_00   | capacity
    weighted_days_late=15.1             | 40_000_00   | capacity
    bureau_recommended_units=None       | 40_000_00   | capacity
    annual_purchases_units=None         | 56_000_00   | capacity
    annual_purchases_units=120_000_00   | 25_000_00   | need
"""


def lines(table: str) -> list[tuple[str, int, str]]:
    split = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()[1:]]
    return [(change, int(limit), binding) for change, limit, binding in split]


@pytest.mark.parametrize(("change", "limit", "binding"), lines(TABLE))
def test_one_change_moves_the_limit(change, limit, binding):
    changed = {}
    if change != "nothing":
        name, text = change.split("=")
        number = float if "." in text else int
        changed[name] = None if text == "None" else number(text)
    (row,) = limited(HANDBOOK, BUYER | changed)
    assert (row["limit_units"], row["limit_binding"]) == (limit, binding)


def test_a_limit_that_covers_the_need_has_no_shortfall_and_no_options():
    (row,) = limited(HANDBOOK, BUYER | {"annual_purchases_units": 120_000_00})
    assert row["shortfall_units"] == 0
    options = ("option_terms_days", "option_deposit_share", "option_secured_units")
    assert [row[name] for name in options] == [None, None, None]


@pytest.mark.parametrize(
    ("purchases", "binding", "is_short"),
    [(123_456_78, "need", False), (1_200_000_00, "capacity", True)],
)
def test_what_rounding_takes_from_a_met_need_is_no_shortfall(purchases, binding, is_short):
    (row,) = limited(HANDBOOK, BUYER | {"annual_purchases_units": purchases})
    assert row["limit_binding"] == binding
    assert row["limit_units"] < row["need_units"]
    assert (row["shortfall_units"] > 0) is is_short
    options = ("option_terms_days", "option_deposit_share", "option_secured_units")
    assert [row[name] is not None for name in options] == [is_short] * 3


def test_a_rated_account_without_capacity_evidence_gets_no_limit_but_a_reason():
    bare = {"high_credit_units": None, "annual_purchases_units": None, "grade": "B"}
    (row,) = limited(HANDBOOK, bare)
    assert (row["limit_units"], row["limit_binding"]) == (None, None)
    assert row["limit_reason"] == "no_capacity_evidence"


def test_a_stranger_gets_the_cap_of_the_policy_and_not_more():
    stranger = {"grade": "N", "paid_count": 0, "high_credit_units": None}
    (row,) = limited(DEFAULT.limits, stranger)
    assert (row["limit_units"], row["limit_binding"]) == (5_000_00, "grade_cap")


def test_a_stranger_gets_nothing_where_the_policy_names_no_cap():
    stranger = {"grade": "N", "high_credit_units": None}
    (row,) = limited(HANDBOOK, stranger)
    assert (row["limit_units"], row["limit_reason"]) == (None, "not_rated_and_no_cap")


def test_the_worst_grade_is_trusted_only_as_far_as_it_is_insured():
    secured = {"grade": "E", "insured_limit_units": 7_000_00}
    policy = DEFAULT.limits.model_copy(
        update={"cap_amount": DEFAULT.limits.cap_amount | dict.fromkeys("ABCDE")}
    )
    rows = limited(policy, {"grade": "E"}, secured)
    assert [row["limit_units"] for row in rows] == [0, 7_000_00]


def test_the_approvers_authority_caps_the_limit():
    policy = HANDBOOK.model_copy(update={"approver_cap": 10_000})
    (row,) = limited(policy, BUYER)
    assert (row["limit_units"], row["limit_binding"]) == (10_000_00, "approver_cap")


def test_an_accepted_residue_grosses_up_the_insured_limit():
    policy = HANDBOOK.model_copy(update={"insured_residue_accepted": True})
    cover = {"insured_limit_units": 90_000_00, "insured_share": 0.9}
    (row,) = limited(policy, BUYER | cover)
    assert row["limit_units"] == 100_000_00


def test_methods_that_are_switched_off_are_not_known():
    off = {"working_capital_share": None, "high_credit_factor": None, "bureau_factor": None}
    (row,) = limited(HANDBOOK.model_copy(update=off), BUYER)
    names = ("working_capital", "high_credit", "bureau", "payment_history", "supplier_share")
    assert [row[f"limit_by_{name}_units"] for name in names] == [None] * 5
    assert row["limit_units"] == 35_000_00


def test_the_need_counts_the_usual_delay_only_where_the_policy_says_so():
    late = {"expected_delay_days": 30.0}
    (row,) = limited(DEFAULT.limits, BUYER | late)
    assert row["need_units"] == 375_000_00
    (row,) = limited(HANDBOOK, BUYER | late)
    assert row["need_units"] == 250_000_00


def test_policy_amounts_follow_the_currency():
    table = engine().table(ibis.memtable({"currency": ["EUR", "JPY", "KWD", "USD"]}).to_pyarrow())
    rows = engine().fetch(table.mutate(units=major_units(table.currency, {"JPY": 150})))
    assert dict(zip(*rows.to_pydict().values(), strict=True)) == {
        "EUR": 100,
        "JPY": 150,
        "KWD": 1000,
        "USD": 100,
    }


@given(st.integers(0, 10**16), st.integers(1, 6))
def test_rounding_down_keeps_the_first_digits_and_never_adds(amount, digits):
    rounded = round_down(ibis.literal(amount).cast("int64"), digits)
    result = engine().backend.execute(rounded)
    assert 0 <= amount - result < max(1, amount) / 10 ** (digits - 1)
    assert str(result).rstrip("0") == str(amount)[:digits].rstrip("0")
