"""How does Django know this context, and what does every context tell when the server starts?"""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PlatformConfig(AppConfig):
    name = "duly.server.platform"
    label = "platform"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every context's `events.py` declares its kinds of events, its `acts.py` what jobs and
        approvals do. Neither may import anything heavy at its top."""
        autodiscover_modules("events", "acts")
