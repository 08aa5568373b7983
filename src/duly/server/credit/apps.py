"""How does Django know this context?"""

from django.apps import AppConfig


class CreditConfig(AppConfig):
    name = "duly.server.credit"
    label = "credit"
    default_auto_field = "django.db.models.BigAutoField"
