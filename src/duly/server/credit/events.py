"""Which events of credit policies does the log know?"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from duly.server.platform.audit.kinds import declare

declare("policy.drafted", _("Draft %(version)s of the credit policy begun from %(based_on)s"))
declare("policy.saved", _("Draft %(version)s of the credit policy changed"))
declare("policy.discarded", _("Draft %(version)s of the credit policy thrown away"))
declare("policy.activated", _("Credit policy %(version)s came into force instead of %(replaces)s"))
