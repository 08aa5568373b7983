"""Which columns of a judgement tell of the limit, and which of the terms?"""

from duly.analytics.limits.methods import CAPACITY_METHODS

TERMS = (
    "recommended_days",
    "terms_reason",
    "law_days",
    "deposit_share",
    "discount_share",
    "discount_days",
    "security",
    "review_on",
    "hold_overdue_days",
)
LIMIT = (
    "limit_units",
    "limit_binding",
    "limit_reason",
    "need_units",
    "capacity_units",
    *CAPACITY_METHODS,
    "insured_capacity_units",
    "grade_cap_units",
    "approver_cap_units",
    "shortfall_units",
    "option_terms_days",
    "option_deposit_share",
    "option_secured_units",
)
