"""Who are our companies, and who are the customers they sell to?"""

from __future__ import annotations

from django.db import models

from duly.server.platform.fields import Currency, TextLine, Units


class Entity(models.Model):
    """A legal entity of ours, which issues invoices."""

    code = TextLine(max_length=80, unique=True)
    name = TextLine(max_length=200)
    country = TextLine(max_length=2, blank=True)
    currency = Currency(blank=True)


class Account(models.Model):
    """A customer as it stands today; `AccountRecord` holds every earlier state.

    `search_text` is the name, number and identifiers in lower case without accents.
    `withdrawn_at` is set while the customer is not in the book: its import was undone.
    """

    account_id = TextLine(max_length=120, unique=True)
    name = TextLine(max_length=300, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    country = TextLine(max_length=60, blank=True)
    currency = Currency(blank=True)
    segment = TextLine(max_length=120, blank=True)
    sector = TextLine(max_length=120, blank=True)
    language = TextLine(max_length=35, blank=True)
    email = TextLine(max_length=300, blank=True)
    phone = TextLine(max_length=60, blank=True)
    registration_no = TextLine(max_length=80, blank=True)
    vat_id = TextLine(max_length=40, blank=True)
    lei = TextLine(max_length=40, blank=True)
    terms_days = models.IntegerField(null=True)
    credit_limit_units = Units(null=True)
    created_on = models.DateField(null=True)
    portfolio = TextLine(max_length=80, blank=True, db_index=True)
    collector = models.ForeignKey(
        "platform.User", models.PROTECT, null=True, related_name="accounts"
    )
    search_text = TextLine(max_length=600, blank=True, db_index=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["name", "id"])]


class AccountRecord(models.Model):
    """What we recorded of an account at a moment: appended at every change.

    `fields` are those of the book that hold something; none at all means that the account left
    the book.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="records", db_index=False)
    recorded_at = models.DateTimeField()
    source = models.ForeignKey("ledger.Import", models.PROTECT, related_name="+")
    fields = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["account", "recorded_at"])]


class Contact(models.Model):
    """A person or mailbox at a customer, with what it is there for."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="contacts")
    name = TextLine(max_length=200)
    role = TextLine(max_length=40, blank=True)
    email = TextLine(max_length=300, blank=True)
    phone = TextLine(max_length=60, blank=True)
    language = TextLine(max_length=10, blank=True)
    removed_at = models.DateTimeField(null=True)
