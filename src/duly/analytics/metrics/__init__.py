"""The figures of the trade, each with its definition: DSO and its family, effectiveness, speed."""

from duly.analytics.metrics.catalogue import METRICS
from duly.analytics.metrics.definitions import Metric, Unit
from duly.analytics.metrics.table import metrics
from duly.analytics.metrics.trend import metric_trend

__all__ = ["METRICS", "Metric", "Unit", "metric_trend", "metrics"]
