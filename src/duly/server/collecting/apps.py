"""How does Django know this context?"""

from django.apps import AppConfig


class CollectingConfig(AppConfig):
    name = "duly.server.collecting"
    label = "collecting"
    default_auto_field = "django.db.models.BigAutoField"
