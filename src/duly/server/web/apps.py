"""How does Django know this context?"""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "duly.server.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
