"""Who may work here, in which role and with which part of the book?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from duly.report.columns import ReportColumn
from duly.server.ledger.models import Account, Entity
from duly.server.platform.guard import allowed
from duly.server.platform.models import Approval, User
from duly.server.platform.models.access import Role
from duly.server.platform.rights import Act, demand
from duly.server.platform.users import Standing, change, invitation_path, invite
from duly.server.web.asking import Asked
from duly.server.web.exports import Table, exported
from duly.server.web.recent_sign_in import signed_in_lately
from duly.server.web.refusals import answered

ROLES = {
    Role.VIEWER: (_("Viewer"), _("sees the book and exports it")),
    Role.COLLECTOR: (_("Collector"), _("works accounts, records disputes, edits contacts")),
    Role.CREDIT_ANALYST: (_("Credit analyst"), _("also assigns, imports and drafts policies")),
    Role.CASH_CLERK: (_("Cash clerk"), _("imports, undoes imports, allocates payments")),
    Role.APPROVER: (_("Approver"), _("agrees to what others ask; sees the audit trail")),
    Role.ADMINISTRATOR: (_("Administrator"), _("may do everything")),
    Role.AUDITOR: (_("Auditor"), _("sees the book and the audit trail, changes nothing")),
    Role.API_CLIENT: (_("API client"), _("a program: imports, allocates, works accounts")),
}


class StandingForm(forms.Form):
    """What somebody may do, and with which part of the book."""

    role = forms.ChoiceField(label=_("Role"))
    entities = forms.MultipleChoiceField(
        label=_("Entities"), required=False, widget=forms.CheckboxSelectMultiple
    )
    portfolios = forms.MultipleChoiceField(
        label=_("Portfolios"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("Why, where somebody else has to agree"), required=False, max_length=2000
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["role"].choices = [(code, words) for code, (words, _says) in ROLES.items()]  # type: ignore[attr-defined]  # a ChoiceField, as declared above
        codes = Entity.objects.order_by("code").values_list("code", "name")
        self.fields["entities"].choices = [(c, f"{c} {n}") for c, n in codes]  # type: ignore[attr-defined]  # the same
        parts = Account.objects.exclude(portfolio="").values_list("portfolio", flat=True)
        named_parts = sorted(set(parts.distinct()) | set(self.initial.get("portfolios", ())))
        self.fields["portfolios"].choices = [(part, part) for part in named_parts]  # type: ignore[attr-defined]  # the same

    def standing(self, *, is_active: bool = True) -> Standing:
        given = self.cleaned_data
        return Standing(
            Role(given["role"]), tuple(given["entities"]), tuple(given["portfolios"]), is_active
        )


class InvitationForm(StandingForm):
    username = forms.CharField(label=_("Name to sign in with"), max_length=150)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
    field_order = ("username", "email", "role", "entities", "portfolios", "reason")


@allowed(Act.MANAGE_USERS)
def users(request: Asked) -> HttpResponse:
    """Everybody, active ones first."""
    context = {"lines": _everybody(), "roles": ROLES, "form": InvitationForm()}
    return render(request, "users.html", context)


@require_POST
@allowed(Act.MANAGE_USERS)
@signed_in_lately
@answered
def invite_user(request: Asked) -> HttpResponse:
    """Make a user; the address to choose a password under is shown once, to be passed on."""
    form = InvitationForm(request.POST)
    if not form.is_valid():
        context = {"lines": _everybody(), "roles": ROLES, "form": form}
        return render(request, "users.html", context, status=422)
    user, asked = invite(
        actor=request.actor,
        username=form.cleaned_data["username"],
        email=form.cleaned_data["email"],
        standing=form.standing(),
        reason=form.cleaned_data["reason"],
    )
    address = request.build_absolute_uri(invitation_path(user))
    context = {"invited": user, "address": address, "waits": asked}
    return render(request, "user_invited.html", context)


@allowed(Act.MANAGE_USERS)
def user(request: Asked, number: int) -> HttpResponse:
    """One user, and what may be changed."""
    person = get_object_or_404(User, pk=number)
    return _shown(request, person, StandingForm(initial=_initial(person)))


@require_POST
@allowed(Act.MANAGE_USERS)
@signed_in_lately
@answered
def change_user(request: Asked, number: int) -> HttpResponse:
    """Change what somebody may do: at once, or after somebody else agreed."""
    person = get_object_or_404(User, pk=number)
    form = StandingForm(request.POST, initial=_initial(person))
    if not form.is_valid():
        return _shown(request, person, form, status=422)
    is_active = person.is_active
    if "switch" in request.POST:
        is_active = request.POST["switch"] == "on"
    standing, reason = form.standing(is_active=is_active), form.cleaned_data["reason"]
    _say(request, change(actor=request.actor, user=person, standing=standing, reason=reason))
    return redirect("user", number)


@exported("users")
def users_table(request: Asked) -> Table:
    demand(request.actor, Act.MANAGE_USERS)
    columns = [
        ReportColumn("username", gettext("Name")),
        ReportColumn("email", gettext("E-mail")),
        ReportColumn("role", gettext("Role")),
        ReportColumn("entities", gettext("Entities")),
        ReportColumn("portfolios", gettext("Portfolios")),
        ReportColumn("is_active", gettext("May sign in")),
    ]
    rows = [
        {
            "username": each.username,
            "email": each.email,
            "role": each.role,
            "entities": ", ".join(each.entities),
            "portfolios": ", ".join(each.portfolios),
            "is_active": "yes" if each.is_active else "no",
        }
        for each in User.objects.order_by("username")
    ]
    return Table(gettext("Users"), columns, rows)


def _everybody() -> list[dict[str, Any]]:
    found = User.objects.order_by("-is_active", "username")[:500]
    return [{"user": each, "role": ROLES[Role(each.role)][0]} for each in found]


def _initial(person: User) -> dict[str, Any]:
    return {
        "role": person.role,
        "entities": person.entities,
        "portfolios": person.portfolios,
    }


def _shown(request: Asked, person: User, form: StandingForm, status: int = 200) -> HttpResponse:
    context = {"person": person, "form": form, "roles": ROLES, "role": ROLES[Role(person.role)][0]}
    return render(request, "user.html", context, status=status)


def _say(request: Asked, asked: Approval | None) -> None:
    if asked is None:
        messages.success(request, gettext("Changed."))
    else:
        messages.warning(
            request, gettext("Asked. This role takes two people: somebody else has to agree.")
        )
