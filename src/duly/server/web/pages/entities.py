"""Which companies of ours issue invoices?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import RegexValidator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from duly.kernel.currencies import UnknownCurrency, exponent
from duly.server.ledger.entities import describe_entity
from duly.server.ledger.models import Entity
from duly.server.platform.guard import allowed
from duly.server.platform.rights import Act, Actor
from duly.server.web.asking import Asked, latest_snapshot
from duly.server.web.refusals import answered


class EntityForm(forms.Form):
    """What is said of an entity on pages and letters."""

    name = forms.CharField(label=_("Name"), max_length=200)
    country = forms.CharField(
        label=_("Country"),
        max_length=2,
        required=False,
        help_text=_("Two letters, as DE: decides which holidays count."),
        validators=[RegexValidator("^[A-Za-z]{2}$", _("Two letters, as DE."))],
    )
    currency = forms.CharField(
        label=_("Currency"),
        max_length=3,
        required=False,
        help_text=_("Three letters, as EUR."),
    )

    def clean_currency(self) -> str:
        code = str(self.cleaned_data["currency"]).upper()
        try:
            exponent(code or "EUR")
        except UnknownCurrency as error:
            raise forms.ValidationError(gettext("There is no such currency.")) from error
        return code

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()


@allowed(Act.SEE_BOOK)
def entities(request: Asked) -> HttpResponse:
    """The entities one may see, with what is owed to each."""
    snapshot = latest_snapshot(request)
    owed: dict[str, list[dict[str, Any]]] = {}
    for line in (snapshot.figures.get("entities") or []) if snapshot else []:
        owed.setdefault(line["entity"], []).append(line)
    lines = [{"entity": each, "owed": owed.get(each.code, [])} for each in _visible(request.actor)]
    return render(request, "entities.html", {"lines": lines, "snapshot": snapshot})


@allowed(Act.MANAGE_SETTINGS)
def entity(request: Asked, number: int) -> HttpResponse:
    """What is said of one entity."""
    found = get_object_or_404(Entity, pk=number)
    initial = {"name": found.name, "country": found.country, "currency": found.currency}
    return render(request, "entity.html", {"entity": found, "form": EntityForm(initial=initial)})


@require_POST
@allowed(Act.MANAGE_SETTINGS)
@answered
def save_entity(request: Asked, number: int) -> HttpResponse:
    found = get_object_or_404(Entity, pk=number)
    form = EntityForm(request.POST)
    if not form.is_valid():
        return render(request, "entity.html", {"entity": found, "form": form}, status=422)
    describe_entity(actor=request.actor, entity=found, **form.cleaned_data)
    messages.success(request, gettext("Saved."))
    return redirect("entities")


def _visible(actor: Actor) -> Any:
    found = Entity.objects.order_by("code")
    codes = actor.scope.entities
    return found if codes is None else found.filter(code__in=codes)
