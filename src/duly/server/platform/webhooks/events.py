"""Which events about webhooks does the log know?"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from duly.server.platform.audit.kinds import declare

declare("webhook.added", _("Webhook %(subject)s added for %(host)s"))
declare("webhook.changed", _("Webhook %(subject)s for %(host)s changed"))
declare("webhook.secret_added", _("Webhook %(subject)s: a new secret signs beside the old one"))
declare("webhook.secret_dropped", _("Webhook %(subject)s: the old secret no longer signs"))
declare("webhook.removed", _("Webhook %(subject)s for %(host)s removed"))
