"""Which records do rights, the log, jobs and approvals keep?"""

from duly.server.platform.models.access import ApiToken, IdempotentAnswer, SavedView, User
from duly.server.platform.models.approvals import Approval
from duly.server.platform.models.events import Event, PersonalDatum
from duly.server.platform.models.jobs import Job, Schedule
from duly.server.platform.models.webhooks import Webhook

__all__ = [
    "ApiToken",
    "Approval",
    "Event",
    "IdempotentAnswer",
    "Job",
    "PersonalDatum",
    "SavedView",
    "Schedule",
    "User",
    "Webhook",
]
