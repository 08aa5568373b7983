"""How does Django know this context?"""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "duly.server.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
