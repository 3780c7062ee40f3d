"""Exports of all systems, imported: nothing private is public, and old addresses lead on."""

import pytest

from articles.models import Article, Page
from tests.factories import make_user
from tests.transfer.unpacking import (
    test_databases as databases,
)
from tests.transfer.unpacking import (
    test_feeds as feeds,
)
from tests.transfer.unpacking import (
    test_ghost as ghost,
)
from tests.transfer.unpacking import (
    test_halo as halo,
)
from tests.transfer.unpacking import (
    test_medium_substack as letters,
)
from tests.transfer.unpacking import (
    test_wordpress as wordpress,
)
from tests.transfer.unpacking import (
    test_yuque_cnblogs as yuque,
)
from tests.transfer.unpacking.exported import write_zip
from transfer.imports import import_path

pytestmark = pytest.mark.django_db

SECRET = "the secret text"


def of_wordpress(path):
    post, private = wordpress.post, f"<p>{SECRET}</p>"
    items = (
        post(pk=1),
        post(private, pk=2, status="draft"),
        post(private, pk=3, status="private"),
        post(private, pk=4, post_password="x"),
        post(private, pk=5, status="pending"),
        post(private, pk=6, kind="portfolio"),
        post(private, pk=7, status="future", post_date_gmt="2090-01-01 10:00:00"),
    )
    (path / "a.xml").write_text(wordpress.HEAD + "".join(items) + wordpress.END)
    return path / "a.xml"


def of_ghost(path):
    private = {"html": f"<p>{SECRET}</p>"}
    posts = (
        ghost.ghost_post("p1"),
        *(ghost.ghost_post(state, status=state, **private) for state in ("draft", "sent")),
        *(ghost.ghost_post(who, visibility=who, **private) for who in ("members", "paid", "tiers")),
    )
    (path / "a.json").write_text(ghost.ghost_export(*posts))
    return path / "a.json"


def of_typecho(path):
    states = [{"status": s} for s in ("hidden", "private", "waiting")]
    states += [{"password": "x"}, {"type": "post_draft"}]
    private = [databases.content(n, SECRET, **state) for n, state in enumerate(states, 2)]
    rows = (databases.content(1, "text"), *private, *databases.OTHER_ROWS)
    data = b"".join(databases.backup_row(*row) for row in rows)
    (path / "a.dat").write_bytes(databases.HEADER + data + databases.HEADER)
    return path / "a.dat"


def of_halo(path):
    delta = halo.snapshot("base", "text"), halo.snapshot("other", SECRET)
    private = {"baseSnapshot": "other", "releaseSnapshot": "other"}
    stored = halo.backup(
        *delta,
        halo.post_extension("one"),
        halo.post_extension("two", publish=False, **private),
        halo.post_extension("three", visible="PRIVATE", **private),
        halo.post_extension("four", visible="INTERNAL", **private),
    )
    return write_zip(path / "a.zip", stored)


def of_blogger(path):
    content = "<title>{}</title><content type='html'>text</content>"
    link = "<link rel='alternate' href='https://b.blogspot.com/2020/01/one.html'/>"
    draft = "<app:control><app:draft>yes</app:draft></app:control>"
    entries = feeds.blogger_entry(7, "post", content.format("One") + link)
    entries += feeds.blogger_entry(8, "post", content.format(SECRET) + draft)
    (path / "a.xml").write_text(feeds.BLOGGER.format(entries))
    return path / "a.xml"


def of_medium(path):
    private = letters.MEDIUM.replace("标题", SECRET)
    names = {"posts/2020-01-02_Title-0123456789ab.html": letters.MEDIUM}
    return write_zip(path / "a.zip", names | {"posts/draft_Other-ba9876543210.html": private})


def of_substack(path):
    private = f"<p>{SECRET}</p>"
    pages = {"posts/12.two.html": private, "posts/13.three.html": private}
    return write_zip(
        path / "a.zip",
        {"posts.csv": letters.POSTS, "posts/11.one.html": "<p>text</p>", **pages},
    )


def of_yuque(path):
    private = {"body_asl": "", "body": f"<p>{SECRET}</p>"}
    files = {
        "1/$meta.json": "{}",
        "1/one.json": yuque.document(1),
        "1/two.json": yuque.document(2, public=0, **private),
        "1/three.json": yuque.document(3, status=0, **private),
    }
    return yuque.write_tar(path / "a.lakebook", files)


ADDRESSES = {
    of_wordpress: ("/blog/2020/01/hello-1/", "/blog/?p=1"),
    of_ghost: ("/slug-p1/",),
    of_typecho: ("/archives/1/", "/index.php/archives/1/", "/archives/s-1.html"),
    of_halo: ("/archives/s-one",),
    of_blogger: ("/2020/01/one.html",),
    of_medium: ("/p/0123456789ab", "/title-0123456789ab"),
    of_substack: ("/p/one",),
    of_yuque: (),
}


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.mark.parametrize("written", ADDRESSES, ids=lambda written: written.__name__)
def test_only_what_was_public_is_public_and_old_addresses_lead_there(written, tmp_path, client):
    report = import_path(written(tmp_path), author=make_user(), dialect=None)
    assert report.skipped == report.failed == []
    assert len(report.withheld) + Article.objects.scheduled().count() > 0
    (article,) = Article.objects.published()
    assert SECRET not in article.title + article.body
    assert Page.objects.published().count() == 0
    for address in ADDRESSES[written]:
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())


@pytest.mark.parametrize("written", [of_wordpress, of_ghost], ids=lambda written: written.__name__)
def test_a_second_import_changes_nothing(written, tmp_path):
    path, author = written(tmp_path), make_user()
    first = import_path(path, author=author, dialect=None)
    second = import_path(path, author=author, dialect=None)
    assert len(second.unchanged) == len(first.created)
    assert second.created == second.updated == []
