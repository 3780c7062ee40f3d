"""What lists of the desk show to whom. tests/access/ asks every address about every article."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, User
from desk import urls
from desk.models import Comment, PreviewLink, Review, Revision
from tests.desk.writing_helpers import draft_of
from tests.factories import make_article, make_user
from tests.media.factories import make_file
from tests.undone import undone

pytestmark = [pytest.mark.django_db, pytest.mark.either_database, pytest.mark.slow]
SECRET = "HiddenTransmission"
HIDDEN_STATES = ("draft", "scheduled", "trashed")
STATES = (*HIDDEN_STATES, "published")
ROLES = ("anonymous", "reader", "author", "author without publishing", "editor", "administrator")
REFUSALS = {403, 404, 405}
ADDRESSES = {pattern.name: list(pattern.pattern.converters) for pattern in urls.urlpatterns}
WITHOUT_LISTS = {
    *("desk_new", "desk_autosave_new", "desk_new_details"),
    *("desk_latex", "desk_emoji", "desk_tags", "desk_pasted", "desk_upload", "desk_add_files"),
}
LISTS_PUBLIC_TITLES = {"desk_titles"}
OF_TRASH = {"desk_restore_article", "desk_erase"}
# What the buttons of a page send, if it has several.
VERBS = {
    "desk_article": ("publish", "discard", "review"),
    "desk_review": (
        *("ask", "withdraw", "comment", "answer", "resolve", "reopen"),
        *("changes", "approve", "publish"),
    ),
}


@pytest.fixture
def people(author, editor, admin_user):
    without = Group.objects.create(name="without publishing")
    kept = Group.objects.get(name="authors").permissions.exclude(codename="publish_articles")
    without.permissions.set(kept)
    writer = make_user("writer", group="without publishing")
    reader = User.objects.create_user("reader", password="x")
    names = ("reader", "author", "author without publishing", "editor", "administrator")
    return dict(zip(names, (reader, author, writer, editor, admin_user), strict=True))


def browser_of(role, people):
    client = Client(headers={"accept-language": "en"})
    if role in people:
        client.force_login(people[role])
    return client


def make(state, author):
    date = timezone.now() + timedelta(days=1 if state == "scheduled" else -1)
    status = "draft" if state == "draft" else "published"
    article = make_article(
        title=SECRET, body=f"{SECRET} body", status=status, published_at=date, author=author
    )
    head = draft_of(article).head
    Review.objects.create(article=article, revision=head, asked_by=author, note=SECRET)
    Comment.objects.create(article=article, revision=head, line=1, text=SECRET, author=author)
    if state == "trashed":
        article.move_to_trash(author)
    PreviewLink.objects.make(article, "never")
    return article


class Asked:
    """What requests about an article name: it is looked up once for all of them."""

    def __init__(self, article):
        head = draft_of(article).head_id
        self.ids = {
            "article": article.pk,
            "revision": Revision.objects.of(article).first().pk,
            "link": PreviewLink.objects.of(article).first().pk,
        }
        self.sent = {"title": "new", "body": "new", "base": head, "name": "new"}
        self.sent |= {"revision": head, "line": "1", "text": "new", "lifetime": "never"}
        self.sent["comment"] = Comment.objects.filter(article=article).first().pk

    def path(self, name):
        return reverse(name, kwargs={each: self.ids[each] for each in ADDRESSES[name]})

    def requests(self, client, name):
        path = self.path(name)
        yield client.get(path)
        for verb in ("", *VERBS.get(name, ())):
            yield client.post(path, {**self.sent, "do": verb})


def state_of(article):
    """What a request could change of an article."""
    found = Article.objects.filter(pk=article.pk).values("title", "body", "status").get()
    names = Revision.objects.of(article).values_list("pk", "name")
    links = PreviewLink.objects.working().filter(article=article).count()
    talk = Comment.objects.filter(article=article).values_list("text", "resolved_at")
    reviews = Review.objects.filter(article=article).values_list("pk", "state", "closed_at")
    return found, list(names), draft_of(article).head_id, links, list(talk), list(reviews)


def with_article(names):
    return [name for name in names if "article" in ADDRESSES[name]]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("states", [HIDDEN_STATES, STATES])
def test_lists_show_only_what_one_may_see(people, states, role, subtests):
    rival = make_user("rival")
    for state in states:
        make(state, rival)
    make_file(f"{SECRET}.png", owner=rival)
    client = browser_of(role, people)
    for name in ADDRESSES:
        shown = HIDDEN_STATES if name in LISTS_PUBLIC_TITLES else STATES
        if not ADDRESSES[name] and states == shown:
            with subtests.test(name), undone():
                sees = role in {"editor", "administrator"} and name not in WITHOUT_LISTS
                assert (SECRET in client.get(reverse(name)).text) == sees


def test_a_permission_that_is_taken_away_counts_at_once(people):
    article, client = make("published", people["author"]), browser_of("author", people)
    asked = Asked(article)
    Group.objects.get(name="authors").permissions.remove(
        Permission.objects.get(codename="publish_articles")
    )
    client.post(asked.path("desk_article"), {**asked.sent, "do": "publish"})
    assert Article.objects.get(pk=article.pk).title == SECRET
