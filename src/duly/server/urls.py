"""Which address leads where?"""

from django.urls import include, path

from duly.server.platform.health import health, ready

urlpatterns = [
    path("health", health, name="health"),
    path("ready", ready, name="ready"),
    path("sign-in/", include("duly.server.platform.sign_in_urls")),
    path("api/", include("duly.server.api.urls")),
    path("", include("duly.server.web.urls")),
]

handler500 = "duly.server.web.broken.broken"
