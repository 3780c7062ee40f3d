"""What two machines of one site share."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import Article
from desk.models import Draft, Revision
from desk.writing.publishing import schedule_changes
from tests.deploy.web_server import ask
from tests.desk.writing_helpers import Writer
from tests.factories import make_preview_link
from tests.media.factories import make_file
from tests.tasks.examples import make_tag
from tests.waiting import wait_until

HTTPS = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
TOKEN = "c" * 32


def sign_in(port, password):
    """The status of an attempt at one of the machines."""
    headers = HTTPS | {"Cookie": f"csrftoken={TOKEN}", "Referer": "https://blog.example/"}
    headers |= {"Content-Type": "application/x-www-form-urlencoded"}
    body = f"csrfmiddlewaretoken={TOKEN}&login=xiaoyun&password={password}"
    return ask(port, "/desk/sign-in/", headers, "POST", body)[0]


def shares_what_was_written(machines, article):
    """Pages, pictures and cards; a change is seen at both."""

    def titles(title):
        pages = [ask(port, "/articles/first/", HTTPS) for port in machines.each]
        return all(status == 200 and title in body.decode() for status, _headers, body in pages)

    for _time in range(3):
        assert titles("First")
    article.title = "Second"
    article.save()
    wait_until(lambda: titles("Second"))
    path = make_file("picture.png").get_absolute_url()
    cards = {ask(port, "/articles/first/card.png", HTTPS)[2] for port in machines.each}
    places = [ask(port, path, HTTPS) for port in machines.each]
    assert len(cards) == 1
    assert {status for status, _headers, _body in places} == {302}


def shares_sessions_and_limits(machines, article, client):
    client.force_login(article.author)
    cookie = {"Cookie": f"sessionid={client.cookies['sessionid'].value}"}
    link = make_preview_link(article)
    for port in machines.each:
        assert ask(port, "/desk/", HTTPS | cookie)[0] == 200
        assert ask(port, link, HTTPS)[0] == 200
    assert sign_in(machines.a.port, "wrong") == 200
    # Who tries at one machine waits at the other one too.
    wait_until(lambda: {sign_in(port, "wrong") for port in machines.each} == {429})


def does_each_thing_once(machines, article):
    """Tasks, and what was scheduled; both machines look for them."""
    writer = Writer(Article.objects.get(pk=article.pk), article.author)
    writer.save("scheduled text")
    at = timezone.now() + timedelta(hours=1)
    schedule_changes(writer.article, at, base=writer.base, by=writer.user)
    published = Revision.objects.filter(kind="published").count()
    Draft.objects.update(publish_at=timezone.now() - timedelta(seconds=1))
    for number in range(20):
        make_tag.enqueue(f"tag-{number}")

    def is_done():
        return DBTaskResult.objects.successful().count() >= 20 and all(
            "scheduled text" in ask(port, "/articles/first/", HTTPS)[2].decode()
            for port in machines.each
        )

    wait_until(is_done)
    assert Revision.objects.filter(kind="published").count() == published + 1
    tags = DBTaskResult.objects.filter(task_path__endswith="make_tag")
    assert {len(ids) for ids in tags.values_list("worker_ids", flat=True)} == {1}
