"""Where does one sign in, and set up a second factor?"""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
