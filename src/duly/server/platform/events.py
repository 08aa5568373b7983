"""Which events does the platform itself record?"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from duly.server.platform.approvals import KINDS
from duly.server.platform.audit.kinds import declare

declare("personal.shredded", _("%(count)s personal entries of %(subject)s were shredded"))
for code, words in (
    ("approval.asked", _("Approval asked: %(act)s, %(of)s %(of_id)s")),
    ("approval.approved", _("Approved: %(act)s, %(of)s %(of_id)s")),
    ("approval.declined", _("Declined: %(act)s, %(of)s %(of_id)s")),
    ("approval.withdrawn", _("Request taken back: %(act)s, %(of)s %(of_id)s")),
    ("approval.expired", _("Expired unanswered: %(act)s, %(of)s %(of_id)s")),
):
    declare(code, words, personal=("reason",), codes={"act": KINDS})
declare("user.made", _("User made with the role %(role)s: %(name)s"), personal=("name", "email"))
declare("user.changed", _("Role or part of the book of user %(subject)s changed: now %(role)s"))
declare("user.deactivated", _("User %(subject)s may no longer sign in"))
declare("user.reactivated", _("User %(subject)s may sign in again"))
declare("token.made", _("API token %(prefix)s made"))
declare("token.revoked", _("API token %(prefix)s revoked"))
declare("secrets.rotated", _("Secrets sealed anew: %(count)s"))
declare("job.revived", _("Parked job %(subject)s (%(kind)s) set to work again"))
