"""Something of each kind, which belongs to a rival."""

from typing import Any

from django.contrib.contenttypes.models import ContentType

from accounts import audit
from accounts.tokens.access_tokens import AccessToken
from articles.models import MissedPath, Page, PathRedirect, Series, SiteSettings
from articles.models.path_checks import RedirectTarget
from desk.models import PreviewLink, Revision
from operations.models import BackupRun
from tests.factories import make_article, make_topic, make_user
from tests.media.factories import make_file
from tests.tasks.examples import make_tag
from transfer.models import ExportRun, ImportRun


def make_objects() -> dict[str, Any]:
    """Return the values of parts of addresses."""
    rival, topic = make_user("rival"), make_topic("NLP")
    article = make_article(author=rival, status="draft", category=topic)
    article.tags.add("tag")
    Series.objects.create(name="Series")
    Page.objects.create(title="About", slug="about")
    SiteSettings.objects.create()
    MissedPath.objects.create(path="/old", last_at=article.created_at)
    PathRedirect.objects.set_targets([("/p", RedirectTarget("article", article.pk))], "test")
    ImportRun.objects.create(user=rival, author=rival, file_name="x")
    ExportRun.objects.create(user=rival)
    AccessToken.objects.make(rival, "token", ["read"], 1)
    audit.record(rival, audit.Action.EXPORTED)
    make_tag.enqueue("x")
    BackupRun.objects.create(place="/backups")
    return {
        "article": article.pk,
        "token": make_file("x.png", owner=rival).token,
        "link": PreviewLink.objects.make(article, "never").pk,
        "revision": Revision.objects.of(article).first().pk,
        "app_label": "articles",
        "id": rival.pk,
        "content_type_id": ContentType.objects.get_for_model(type(article)).pk,
    }
