"""How does a page say that something was not done, and what to do about it?"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from duly.server.platform.refusals import Refused

View = TypeVar("View", bound=Callable[..., Any])

SENTENCES = {
    # work on accounts
    "activity_kind_unknown": _("This kind of activity is not known. Choose one of the list."),
    "activity_outcome_unknown": _("This outcome is not known. Choose one of the list."),
    "activity_says_nothing": _("Nothing was noted. Choose an outcome or write a few words."),
    "activity_too_long": _("A note holds %(most)s signs, this one has %(count)s. Shorten it."),
    "activity_in_the_future": _("The day lies in the future. Give today or a day before."),
    "snooze_out_of_range": _("Choose a day after today and within %(days)s days."),
    "collector_may_not_work": _("%(name)s may not work on accounts. Choose somebody else."),
    # credit policies
    "policy_too_long": _("A policy holds %(most)s signs, this one has %(count)s. Shorten it."),
    "policy_changed_meanwhile": _(
        "Nothing was saved: %(by)s changed this draft while you wrote. Keep your text aside, load "
        "the draft again and put your changes in."
    ),
    "policy_is_no_draft": _("This is no longer a draft. Begin a new one from it."),
    "policy_awaits_approval": _(
        "This draft waits for approval and cannot be changed. Take the request back first."
    ),
    "policy_makes_no_sense": _("The draft still has %(count)s faults. Mend them first."),
    "policy_version_is_taken": _(
        "Version %(version)s was in force already. Give the draft another version."
    ),
    "policy_is_not_what_was_asked": _(
        "The draft is no longer what was asked for. Decline it and ask again."
    ),
    "policy_is_a_base": _("Other drafts were begun from this one. Throw them away first."),
    # imports
    "no_file_chosen": _("No file was chosen. Choose one and upload it."),
    "upload_empty": _("The file is empty. Export it again and upload that."),
    "upload_too_large": _("The file is too large. Split it, or import it on the server."),
    "import_is_busy": _("This import is being worked on. Wait until that is done."),
    "import_already_committed": _("This import is in the ledger already. Undo it first."),
    "import_not_read": _("This import was not read yet, or could not be. Read it first."),
    "import_not_committed": _("This import is not in the ledger, so nothing can be undone."),
    "import_undone": _("This import was undone. Upload the file again."),
    "mapping_too_long": _("The mapping is too long."),
    "mapping_unreadable": _("The mapping cannot be read. Upload the file again."),
    "no_such_day": _("This day is not in the calendar. Give it as 2026-10-31."),
    "changed_since": _(
        "Nothing was undone: what this import brought was corrected or settled later. Undo the "
        "later imports first."
    ),
    "rested_on": _(
        "Nothing was undone: other facts rest on what this import brought. Undo those first."
    ),
    "nothing_ticked": _("No account is marked. Mark some and choose again."),
    # the ledger
    "changed_meanwhile": _("Somebody changed this meanwhile. Look again and repeat it."),
    "not_enough_left": _("The payment has not so much left."),
    "not_enough_open": _("The invoice has not so much open."),
    "no_amount": _("Give an amount above zero."),
    "other_currency": _("Payment and invoice are in different currencies."),
    "invoice_of_another": _("Invoice %(invoice_id)s belongs to another customer."),
    "beyond_amount": _("This is more than the invoice amounts to."),
    "day_to_come": _("The day lies in the future. Give today or a day before."),
    "before_issue": _("The day lies before the invoice was issued, on %(issued_on)s."),
    "before_opening": _("The day lies before the dispute was opened, on %(opened_on)s."),
    "before_receipt": _("The day lies before the money was received, on %(received_on)s."),
    "ends_before_start": _("The end lies before the beginning."),
    "dispute_closed": _("This dispute was closed on %(closed_on)s."),
    "too_many_invoices": _("Name at most %(most)s invoices."),
    "unknown_currency": _("There is no currency %(currency)s."),
    "contact_removed": _("This contact was removed meanwhile."),
    "no_name": _("Give a name."),
    "day_in_the_future": _("%(as_of)s lies in the future. Run a day that has come."),
    "no_such_place": _("Name one of our companies, or a country as DE or DE-BY."),
    "closed_too_long": _("At most %(most)s days can be closed at once."),
    "closed_too_far": _("Days after the year %(year)s cannot be closed yet."),
    "reopened": _("This was taken back already."),
    # users, approvals and jobs
    "last_administrator": _("This is the last administrator. Make another one first."),
    "user_exists": _("There is a user of that name or address already. Choose another."),
    "user_not_valid": _("The name, the address or the password is not as it must be."),
    "token_without_scopes": _("Tick at least one thing the token may do."),
    "token_revoked": _("This token is void already."),
    "approval_waiting": _("This was asked already and waits for an answer."),
    "approval_own": _("You asked for this yourself. Somebody else has to agree."),
    "approval_decided": _("Somebody else has decided this meanwhile."),
    "approval_expired": _("This request has expired. Ask again."),
    "approval_changed": _("What was asked for was changed since. Nothing was done: ask again."),
    "approval_not_yours_or_decided": _("This request is not yours, or it was decided meanwhile."),
    "job_not_parked": _("This job is not parked: it runs, waits or is done."),
}


class _Known(dict[str, Any]):
    """A figure the refusal does not carry is told as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def sentence(refusal: Refused) -> str:
    """Why it was not done, and what to do, in the reader's language."""
    words = SENTENCES.get(refusal.code)
    if words is None:
        return gettext("This cannot be done as things stand (%(code)s).") % {"code": refusal.code}
    return gettext(words) % _Known(refusal.facts)


def answered(view: View) -> View:
    """Let a view's refusals become a page that says why, with the status 409."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return cast(HttpResponse, view(request, *args, **kwargs))
        except Refused as refusal:
            context = {"sentence": sentence(refusal), "back": came_from(request)}
            return render(request, "refused.html", context, status=409)

    return cast(View, answer)


def came_from(request: HttpRequest, otherwise: str = "/") -> str:
    """The page of ours the request came from: named by the form, else by the browser."""
    named = request.POST.get("next") or request.headers.get("Referer", "")
    host = request.get_host()
    if not url_has_allowed_host_and_scheme(named, allowed_hosts={host}):
        return otherwise
    parts = urlsplit(named)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or otherwise
