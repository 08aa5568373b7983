"""What is wrong with a policy, in the reader's language?

The core gives codes and what they are about; names of keys stay as they are in the file.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from duly.book.policy.reading import PolicyProblem

_WHOLE = _("Write a whole number.")
_NUMBER = _("Write a number.")
_TRUTH = _("Write true or false.")
_LIST = _("Write a list, in square brackets.")
_TABLE = _("Write a table of keys and values here.")

SENTENCES = {
    # the text as a whole
    "not_toml": _("This is not TOML, or it ends too early."),
    "not_toml_at": _("This is not TOML: look at line %(line)s, column %(column)s."),
    "too_deep": _("This is nested too deeply to be read."),
    # keys
    "missing": _("This key is missing."),
    "unknown_key": _("There is no such key."),
    "mistyped_key": _("There is no such key. Did you mean %(meant)s?"),
    # values by themselves
    "greater_than": _("This must be above %(gt)s."),
    "greater_than_equal": _("This must be %(ge)s or more."),
    "less_than": _("This must be below %(lt)s."),
    "less_than_equal": _("This must be %(le)s or less."),
    "finite_number": _NUMBER,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "string_type": _("Write a text, in quotation marks."),
    "string_too_short": _("The text needs at least %(min_length)s signs."),
    "string_pattern_mismatch": _("The text has to match %(pattern)s."),
    "too_short": _("At least %(min_length)s are needed, and there are %(actual_length)s."),
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "enum": _("Choose one of %(expected)s."),
    "literal_error": _("Choose one of %(expected)s."),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _TABLE,
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    # values that do not go together
    "grades_missing": _("%(key)s needs exactly the grades A, B, C, D, E and N."),
    "rises_or_negative": _("%(key)s must not rise from A to E, nor be negative."),
    "must_not_rise": _("%(key)s must not rise from A to E."),
    "must_not_fall": _("%(key)s must not fall from A to E."),
    "no_edges": _("edges needs at least one day, and the first is 1 or more."),
    "edges_must_rise": _("Each of edges must be later than the one before."),
    "shares_do_not_match": _("moved_share needs one share for each of moved_share_from_days."),
    "starts_must_rise": _("moved_share_from_days begins at 0 and rises."),
    "share_out_of_range": _("moved_share lies between 0 and 1."),
    "history_too_short": _("history_days must be at least twice recent_days."),
    "spike_too_long": _("order_spike_days must not be longer than recent_days."),
    "scores_missing": _("min_score needs A, B, C and D, in this order."),
    "scores_must_fall": _("min_score must fall from A to D."),
    "score_out_of_range": _("min_score lies between 1 and 100."),
    "anchors_must_rise": _("pd_anchors must rise in score from 0 to 100."),
    "anchors_must_fall": _("In pd_anchors a better score must have a lower pd."),
    "discount_half_given": _("A discount needs both discount_share and discount_days."),
    "discount_too_long": _("discount_days must be shorter than days."),
    "bands_or_categories": _("Give either bands or categories."),
    "no_other_points": _("other_points is needed, for values that are not listed."),
    "misplaced_other_points": _("other_points belongs to categories, not to bands."),
    "first_band_starts": _("The first of bands has no at_least: it takes everything below."),
    "bands_must_rise": _("Every later one of bands needs an at_least, and they rise."),
    "points_all_same": _("All points are the same, so that it decides nothing."),
    "misplaced_neutral": _('neutral_points goes with missing = "neutral".'),
    "neutral_too_high": _("neutral_points is above the best points."),
    "given_twice": _("Given twice: %(names)s."),
}


def fault(problem: PolicyProblem) -> str:
    """Why the key cannot stay as it is, and what it says now."""
    words = SENTENCES.get(problem.code)
    told = {name: _written(fact) for name, fact in problem.facts.items()}
    said = gettext(words) % told if words else gettext("This value cannot be used here.")
    if "given" not in told:
        return said
    return gettext("%(fault)s It says: %(given)s") % {"fault": said, "given": told["given"]}


def _written(fact: Any) -> str:
    """As in the file; alternatives that the core lists with `or` need no word between them."""
    if isinstance(fact, bool):
        return str(fact).lower()
    if isinstance(fact, float):
        return f"{fact:.12g}"
    return str(fact).replace("' or '", "', '")
