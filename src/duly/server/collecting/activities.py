"""What can be done with a customer, and how can it end?"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ActivityKind(TextChoices):
    CALL = "call", _("Call")
    MAIL = "mail", _("E-mail")
    LETTER = "letter", _("Letter")
    MEETING = "meeting", _("Meeting")
    NOTE = "note", _("Note")


class CallOutcome(TextChoices):
    """In the order of the keys 1 to 6 of the worklist."""

    WILL_PAY = "will_pay", _("Will pay")
    ASKED_BACK = "asked_back", _("Wants to be called again")
    NO_ANSWER = "no_answer", _("No answer")
    LEFT_MESSAGE = "left_message", _("Left a message")
    DISPUTES = "disputes", _("Disputes an item")
    REFUSES = "refuses", _("Refuses to pay")


OUTCOMES = {ActivityKind.CALL: CallOutcome}
"""Which outcomes an activity may have; the others have none."""

# After a call, so many days pass before the worklist asks again, unless somebody says otherwise.
QUIET_DAYS = {
    CallOutcome.WILL_PAY: 7,
    CallOutcome.ASKED_BACK: 2,
    CallOutcome.NO_ANSWER: 1,
    CallOutcome.LEFT_MESSAGE: 2,
    CallOutcome.DISPUTES: 7,
    CallOutcome.REFUSES: 0,
}
