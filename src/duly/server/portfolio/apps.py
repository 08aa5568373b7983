"""How does Django know this context?"""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "duly.server.portfolio"
    label = "portfolio"
    default_auto_field = "django.db.models.BigAutoField"
