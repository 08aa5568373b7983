"""Which programs may call on one's behalf, and how far may they go?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from duly.server.platform import clock
from duly.server.platform.guard import allowed
from duly.server.platform.models import ApiToken
from duly.server.platform.rights import Act, Actor, acts_of, may
from duly.server.platform.tokens import make_token, revoke_token
from duly.server.web.asking import Asked
from duly.server.web.recent_sign_in import signed_in_lately
from duly.server.web.refusals import answered

ACTS = {
    Act.SEE_BOOK: _("See the book"),
    Act.EXPORT: _("Export tables"),
    Act.SEE_AUDIT: _("See the audit trail"),
    Act.IMPORT: _("Import files"),
    Act.UNDO_IMPORT: _("Undo imports"),
    Act.WORK_ACCOUNTS: _("Work accounts: note calls, put off"),
    Act.ASSIGN_ACCOUNTS: _("Assign accounts"),
    Act.ALLOCATE: _("Allocate payments"),
    Act.RECORD_DISPUTES: _("Record disputes"),
    Act.EDIT_CONTACTS: _("Edit contacts"),
    Act.DRAFT_POLICY: _("Draft policies"),
    Act.APPROVE: _("Approve what others ask"),
    Act.RUN_DAY: _("Run the day"),
    Act.MANAGE_USERS: _("Manage users"),
    Act.MANAGE_SETTINGS: _("Manage settings"),
    Act.OWN_TOKENS: _("Make API tokens"),
}
LIVES = (("30", _("30 days")), ("90", _("90 days")), ("365", _("a year")), ("", _("no end")))


class TokenForm(forms.Form):
    """A token's name, what it may do and for how long."""

    name = forms.CharField(label=_("What it is for"), max_length=80)
    days = forms.ChoiceField(label=_("Valid for"), choices=LIVES, required=False, initial="90")
    scopes = forms.MultipleChoiceField(
        label=pgettext_lazy("rights", "May"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick only what the program needs. It never may more than you."),
    )

    def __init__(self, actor: Actor, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        own = acts_of(actor)
        listed = [(act.value, words) for act, words in ACTS.items() if act in own]
        self.fields["scopes"].choices = listed  # type: ignore[attr-defined]  # a MultipleChoiceField, as declared above


@allowed(Act.OWN_TOKENS)
def tokens(request: Asked) -> HttpResponse:
    """One's own tokens; who manages users sees everybody's."""
    return _shown(request, TokenForm(request.actor, initial={"scopes": [Act.SEE_BOOK]}))


@require_POST
@allowed(Act.OWN_TOKENS)
@signed_in_lately
@answered
def new_token(request: Asked) -> HttpResponse:
    """Make a token; its text is shown on this answer and never again."""
    form = TokenForm(request.actor, request.POST)
    if not form.is_valid():
        return _shown(request, form, status=422)
    days = form.cleaned_data["days"]
    made = make_token(
        actor=request.actor,
        name=form.cleaned_data["name"],
        scopes=[Act(scope) for scope in form.cleaned_data["scopes"]],
        expires_at=clock.now() + timedelta(days=int(days)) if days else None,
    )
    response = render(request, "token_made.html", {"made": made})
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@allowed(Act.OWN_TOKENS)
@answered
def revoke(request: Asked, number: int) -> HttpResponse:
    """Make a token void at once."""
    revoke_token(actor=request.actor, token=get_object_or_404(_visible(request.actor), pk=number))
    messages.success(request, gettext("The token is void."))
    return redirect("tokens")


def _visible(actor: Actor) -> Any:
    found = ApiToken.objects.select_related("owner").order_by("revoked_at", "-created_at")
    return found if may(actor, Act.MANAGE_USERS) else found.filter(owner=actor.user)


def _shown(request: Asked, form: TokenForm, status: int = 200) -> HttpResponse:
    now = clock.now()
    lines = [
        {
            "token": token,
            "scopes": [ACTS[Act(scope)] for scope in token.scopes if scope in set(Act)],
            "is_expired": token.expires_at is not None and token.expires_at <= now,
        }
        for token in _visible(request.actor)[:200]
    ]
    return render(request, "tokens.html", {"lines": lines, "form": form}, status=status)
