"""Which events of the work on accounts does the log know?"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from duly.server.collecting.activities import ActivityKind, CallOutcome
from duly.server.platform.audit.kinds import declare

declare(
    "activity.logged",
    _("%(activity)s with %(account)s noted: %(outcome)s"),
    personal=("text",),
    codes={"activity": dict(ActivityKind.choices), "outcome": dict(CallOutcome.choices)},
)
declare("account.snoozed", _("%(account)s put off until %(until)s"))
declare("account.unsnoozed", _("%(account)s back on the worklist"))
declare("account.assigned", _("%(account)s given to %(collector)s, before %(before)s"))
