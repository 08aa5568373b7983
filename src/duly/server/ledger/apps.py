"""How does Django know this context?"""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "duly.server.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
