import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from duly.server.platform.guard import OPEN, allowed, open_to_all
from duly.server.platform.health import health
from duly.server.platform.models.access import Role
from duly.server.platform.rights import Act


@allowed(Act.IMPORT)
def page(request, number=0):
    return HttpResponse(f"{request.actor.user.username} {number}")


def asked(rf, user, **headers):
    request = rf.get("/import?step=2", headers=headers)
    request.user = user
    return request


def test_who_may_is_let_in_as_the_actor(rf, person):
    answer = page(asked(rf, person(Role.CASH_CLERK)), number=7)
    assert answer.content == b"cash_clerk1 7"


def test_who_may_not_is_refused(rf, person):
    with pytest.raises(PermissionDenied):
        page(asked(rf, person(Role.VIEWER)))


def test_a_visitor_signs_in_and_comes_back(rf, settings):
    settings.LOGIN_URL = "/sign-in/"
    answer = page(asked(rf, AnonymousUser()))
    assert (answer.status_code, answer.url) == (302, "/sign-in/?next=/import%3Fstep%3D2")


@pytest.mark.parametrize(
    ("current", "back"),
    [
        ("https://desk.example/customers?q=a", "/customers%3Fq%3Da"),
        ("https://evil.example//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_a_fragment_takes_the_whole_page_to_the_sign_in(rf, settings, current, back):
    settings.LOGIN_URL = "/sign-in/"
    headers = {"HX-Request": "true", "HX-Current-URL": current}
    answer = page(asked(rf, AnonymousUser(), **headers))
    assert (answer.status_code, answer["HX-Redirect"]) == (401, f"/sign-in/?next={back}")


def test_views_say_what_they_demand():
    assert (page.act, open_to_all(lambda request: None).act, health.act) == ("import", OPEN, OPEN)
