"""Is a customer's behaviour told in order, the shortest window first?"""

import re

from duly.server.ledger.models import Account
from duly.server.portfolio.models import AccountReasons


def test_windows_come_from_the_shortest_to_the_whole_history(desk, book):
    text = desk.get(f"/customers/{Account.objects.get(account_id='C01').pk}").text
    table = text.partition("Payment behaviour by window")[2].partition("</table>")[0]
    windows = re.findall(r"<tr><td>([^<]+)</td>", table)
    assert windows == ["90 days", "180 days", "365 days", "all"]


def test_the_gravest_warning_comes_first_and_looks_so(desk, book):
    reasons = AccountReasons.objects.get(account__account_id="C01")
    (mild,) = reasons.facts["warnings"]
    reasons.facts["warnings"] = [mild, {**mild, "code": "payment_stopped", "severity": 1}]
    reasons.save()
    text = desk.get(f"/customers/{reasons.account_id}").text
    assert re.findall(r'class="notice (\w+)"', text) == ["error", "warning"]
    assert text.index("Payment stopped") < text.index("Paying slower")
