"""What is known of every account on a day, as far as a decision about it may ask?"""

from __future__ import annotations

import pyarrow as pa

# The columns of an observation. Money is in the account's currency. Null means not known.
OBSERVED = pa.schema(
    [
        ("account_id", pa.string()),
        ("name", pa.string()),
        ("country", pa.string()),
        ("currency", pa.string()),
        ("segment", pa.string()),
        ("sector", pa.string()),
        ("group_id", pa.string()),
        # how much there is to go by
        ("paid_count", pa.int64()),
        ("has_statement", pa.bool_()),
        ("has_bureau", pa.bool_()),
        ("adverse_events", pa.int64()),
        ("exposure_share", pa.float64()),
        # characteristics of the default scorecard
        ("weighted_days_late", pa.float64()),
        ("late_share", pa.float64()),
        ("slowing_days", pa.float64()),
        ("overdue_share", pa.float64()),
        ("oldest_overdue_days", pa.float64()),
        ("broken_promise_share", pa.float64()),
        ("utilisation", pa.float64()),
        ("z_double_prime", pa.float64()),
        ("equity_ratio", pa.float64()),
        ("interest_cover", pa.float64()),
        ("current_ratio", pa.float64()),
        ("bureau_standing", pa.float64()),
        ("years_known", pa.float64()),
        ("payment_index", pa.float64()),
        # what a limit and terms are made from
        ("terms_days", pa.int64()),
        ("limit_terms_days", pa.int64()),
        ("expected_delay_days", pa.float64()),
        ("annual_purchases_units", pa.int64()),
        ("high_credit_units", pa.int64()),
        ("tangible_net_worth_units", pa.int64()),
        ("working_capital_units", pa.int64()),
        ("payables_units", pa.int64()),
        ("bureau_recommended_units", pa.int64()),
        ("insured_limit_units", pa.int64()),
        ("insured_share", pa.float64()),
        ("current_limit_units", pa.int64()),
        # the balance
        ("open_units", pa.int64()),
        ("overdue_units", pa.int64()),
        ("disputed_units", pa.int64()),
        ("exposure_units", pa.int64()),
    ]
)
