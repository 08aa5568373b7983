import pytest
from tests.server.web.example import AS_OF, NOW

from duly.server.portfolio.models import StoredModel

CARD = {
    "kind": "line",
    "reason": "least_loss",
    "refusal": None,
    "paid_count": 5000,
    "trial_count": 800,
    "error": {"line": 4.2, "shrinkage": 4.9},
    "baseline_error": {"customer_median": 5.1, "due_date": 9.0},
}


def model(**card):
    return StoredModel.objects.create(
        fitted_on=AS_OF, kind="line", digest="d" * 64, archive=b"", card=CARD | card, created_at=NOW
    )


def test_the_card_names_the_model_and_those_it_was_tried_beside(desk, book):
    model()
    tried = desk.get("/forecast/model").context["tried"]
    assert [each.error_days for each in tried] == [4.2, 4.9, 5.1, 9.0]
    assert [each.is_chosen for each in tried] == [True, False, False, False]


@pytest.mark.parametrize(
    ("card", "told"),
    [
        ({}, "It may be used for single invoices: "),
        ({"error": {"line": 8.0}}, "but only just"),
        ({"refusal": "too_few_paid", "paid_count": 12}, "Only 12 invoices have been paid"),
    ],
)
def test_the_verdict_says_whether_it_may_be_used(desk, book, card, told):
    model(**card)
    assert told in desk.get("/forecast/model").text


def test_without_a_model_the_page_says_so(desk, book):
    assert "No model yet" in desk.get("/forecast/model").text


def test_a_model_that_is_not_trusted_is_not_used(desk, book):
    StoredModel.objects.filter(pk=model().pk).update(is_trusted=False)
    assert desk.get("/forecast/model").context["model"] is None
