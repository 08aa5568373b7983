"""Who works at the example company?"""

from __future__ import annotations

from typing import NamedTuple


class Member(NamedTuple):
    """A user of the demo. Empty parts mean the whole book."""

    name: str
    role: str
    may: str
    portfolios: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()


# The portfolio each country's customers are in; all others are in the last.
PORTFOLIOS = {"DE": "DACH", "AT": "DACH", "CH": "DACH", "GB": "UK", "IE": "UK", "US": "US"}
ELSEWHERE = "Europe"
COLLECTORS = {"DACH": "collector", "UK": "collector.uk", "US": "collector", "Europe": "collector"}

CAST = (
    Member("admin", "administrator", "administrator: everything"),
    Member("analyst", "credit_analyst", "credit analyst: scores, limits, drafts of the policy"),
    Member("approver", "approver", "approver: agrees to what others ask for"),
    Member("collector", "collector", "collector: calls, notes, disputes; the whole book"),
    Member("collector.uk", "collector", "collector of the portfolio UK alone", ("UK",)),
    Member("clerk", "cash_clerk", "cash clerk: imports and allocates"),
    Member("auditor", "auditor", "auditor: sees everything, and the log"),
    Member("viewer", "viewer", "viewer: sees and exports"),
    Member("robot", "api_client", "a program: makes tokens for nobody, calls the API"),
)
