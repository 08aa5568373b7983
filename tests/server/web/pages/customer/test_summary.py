"""Is a customer's behaviour told in order, the shortest window first?"""

import re

from duly.server.ledger.models import Account


def test_windows_come_from_the_shortest_to_the_whole_history(desk, book):
    text = desk.get(f"/customers/{Account.objects.get(account_id='C01').pk}").text
    table = text.partition("Payment behaviour by window")[2].partition("</table>")[0]
    windows = re.findall(r"<tr><td>([^<]+)</td>", table)
    assert windows == ["90 days", "180 days", "365 days", "all"]
