"""Which address of the API leads where?"""

from django.urls import URLPattern, URLResolver, path, re_path

from duly.server.api.interface import interface
from duly.server.api.problems import nowhere
from duly.server.api.reference import openapi, reference

urlpatterns: list[URLPattern | URLResolver] = [
    path("", reference, name="api-reference"),
    path("v1/openapi.json", openapi, name="openapi"),
    path("v1/", nowhere),
    path("v1/", interface.urls),
    re_path(r"^v1(?:/[\s\S]*)?$", nowhere, name="api-nowhere"),
]
