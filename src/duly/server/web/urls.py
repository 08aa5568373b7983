"""Which page stands at which address?"""

from django.urls import URLPattern, URLResolver, path

from duly.server.web.pages.preferences import choose
from duly.server.web.routes import book, work
from duly.server.web.stylesheet import stylesheet

urlpatterns: list[URLPattern | URLResolver] = [
    path("style.<slug:digest>.css", stylesheet, name="stylesheet"),
    path("preferences", choose, name="preferences"),
    *book.urlpatterns,
    *work.urlpatterns,
]
