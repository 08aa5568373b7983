"""Which events of the ledger does the log know?"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from duly.server.platform.audit.kinds import declare

declare("import.uploaded", _("File %(file_name)s uploaded"))
declare("import.taken", _("File %(file_name)s taken from the watched folder %(folder)s"))
declare(
    "import.known",
    _(
        "File %(file_name)s of the watched folder %(folder)s has the form of import %(known)s, "
        "which a person confirmed: committed without asking"
    ),
)
declare("import.corrected", _("File %(file_name)s read again, as corrected"))
declare("import.committed", _("Import of %(file_name)s: %(new)s new, %(changed)s changed"))
declare("import.dismissed", _("File %(file_name)s looked at and not wanted"))
declare("import.undone", _("Import of %(file_name)s undone: %(withdrawn)s withdrawn"))
declare("allocation.made", _("%(units)s %(currency)s of %(giver)s allocated to %(invoice_id)s"))
declare("allocation.taken_back", _("%(units)s %(currency)s taken back from %(invoice_id)s"))
declare("dispute.opened", _("Dispute %(subject)s about %(invoice_id)s opened"))
declare("dispute.closed", _("Dispute %(subject)s closed: %(outcome)s"))
declare("promise.recorded", _("Promise %(subject)s of %(account_id)s to pay by %(due_on)s"))
declare(
    "contact.added",
    _("Contact %(name)s added to %(account_id)s"),
    personal=("name", "email", "phone"),
)
declare("contact.removed", _("Contact %(subject)s of %(account_id)s removed"))
declare("account.portfolio_changed", _("Account %(subject)s moved to portfolio %(portfolio)s"))
declare("days.closed", _("%(subject)s closed from %(first_on)s to %(last_on)s: %(name)s"))
declare("days.reopened", _("%(subject)s not closed from %(first_on)s to %(last_on)s: %(name)s"))
declare("entity.described", _("Entity %(subject)s is called %(name)s, in %(country)s"))
