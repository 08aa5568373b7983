"""What do the customers' financial statements say?"""

from duly.analytics.statements.altman import altman
from duly.analytics.statements.beneish import beneish
from duly.analytics.statements.models import all_models, statement_models
from duly.analytics.statements.ohlson import ohlson
from duly.analytics.statements.piotroski import piotroski
from duly.analytics.statements.ratios import ratios
from duly.analytics.statements.springate import springate
from duly.analytics.statements.taffler import taffler
from duly.analytics.statements.usable import usable_statements
from duly.analytics.statements.zmijewski import zmijewski

__all__ = [
    "all_models",
    "altman",
    "beneish",
    "ohlson",
    "piotroski",
    "ratios",
    "springate",
    "statement_models",
    "taffler",
    "usable_statements",
    "zmijewski",
]
