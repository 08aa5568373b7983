"""Which events does the daily run record?"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from duly.server.platform.audit.kinds import declare

declare("day.run", _("Day %(subject)s run: %(accounts)s accounts, %(items)s open items"))
declare("grade.changed", _("%(count)s grades changed on %(subject)s"))
declare("forecast.fitted", _("Forecast model fitted on %(subject)s: %(kind)s"))
