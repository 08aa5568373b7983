from duly.server.credit.comparison import compared


def judged(grade, limit_units, currency="EUR", days=30):
    return {
        "pk": 1,
        "account_id": "C1",
        "name": "Weser",
        "currency": currency,
        "score": 50,
        "grade": grade,
        "limit_units": limit_units,
        "recommended_days": days,
        "deposit_share": 0.0,
    }


def test_the_same_judgement_is_no_change():
    found = compared({"C1": judged("B", 100)}, {"C1": judged("B", 100)})
    assert (found["accounts"], found["changed"], found["rows"]) == (1, 0, [])


def test_a_better_grade_counts_as_better_and_moves_in_the_matrix():
    found = compared({"C1": judged("C", 100)}, {"C1": judged("A", 100)})
    assert (found["better"], found["worse"]) == (1, 0)
    assert found["migration"][2][0] == 1


def test_not_rated_stands_below_the_worst_grade():
    found = compared({"C1": judged("E", 100)}, {"C1": judged("N", 100)})
    assert (found["better"], found["worse"]) == (0, 1)


def test_limits_are_added_within_a_currency_only():
    old = {"C1": judged("B", 100), "C2": judged("B", 40, "USD"), "C3": judged("B", None)}
    new = {"C1": judged("B", 150), "C2": judged("B", 40, "USD"), "C3": judged("B", 10)}
    assert compared(old, new)["limits"] == [
        {"currency": "EUR", "before_units": 100, "after_units": 160},
        {"currency": "USD", "before_units": 40, "after_units": 40},
    ]


def test_who_moves_most_grades_comes_first():
    old = {"C1": judged("B", 100), "C2": judged("A", 100)}
    new = {"C1": judged("B", 900), "C2": judged("D", 100)}
    assert [row["grade"] for row in compared(old, new)["rows"]] == [["A", "D"], ["B", "B"]]
