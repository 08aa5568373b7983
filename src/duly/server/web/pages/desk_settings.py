"""What can be set here: by oneself for oneself, and by administrators for everybody?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from duly.server.platform.guard import allowed
from duly.server.platform.rights import Act
from duly.server.web.asking import Asked


@allowed(Act.SEE_BOOK)
def settings(request: Asked) -> HttpResponse:
    """One's own language and colours, and the way to everything else that is set."""
    return render(request, "settings.html")
