"""Which accounts left their own usual path?"""

from duly.analytics.warnings.alarms import WARNINGS, warnings
from duly.analytics.warnings.evidence import Evidence
from duly.analytics.warnings.signal import Signal

__all__ = ["WARNINGS", "Evidence", "Signal", "warnings"]
