"""Who is worth a call today, in which order, and why; and who is left alone, until when?"""

from duly.analytics.worklist.ranking import worklist
from duly.analytics.worklist.reasons import worklist_reasons

__all__ = ["worklist", "worklist_reasons"]
