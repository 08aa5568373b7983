"""Are today's figures asked for once, and by who may?"""

from duly.server.platform.models import Job
from duly.server.platform.models.access import Role


def test_today_is_asked_for_once(desk, db):
    for _ in range(2):
        assert desk.post("/days/run").url == "/"
    assert [job.kind for job in Job.objects.all()] == ["day.run"]


def test_who_may_not_run_a_day_is_refused(client, person):
    client.force_login(person(Role.VIEWER))
    assert client.post("/days/run").status_code == 403
    assert not Job.objects.exists()


def test_the_page_shows_how_far_the_run_is(desk, db):
    desk.post("/days/run")
    assert "hx-trigger" in desk.get("/").text


def test_figures_of_today_need_no_run(desk, book):
    assert "Work out today" not in desk.get("/").text
