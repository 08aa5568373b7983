"""How do accounts pay: how late, how steadily, on which days, and is it changing?"""

from duly.analytics.behaviour.accounts import behaviour, behaviour_of

__all__ = ["behaviour", "behaviour_of"]
