"""Only pages that have changed are built again, and no page that has changed is forgotten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Category, Page, PathRedirect, Series, SiteSettings, Tag, User
from static_site.changed_pages import ChangedPages
from static_site.page_records import record_path
from tests.factories import make_article, make_topic
from tests.static_site.walking import export, names

DAY = timedelta(days=1)


def of(slug):
    return Article.objects.get(slug=slug)


def change(instance, **values):
    for name, value in values.items():
        setattr(instance, name, value)
    instance.save()


def link_to_a_new_article():
    make_article(slug="not-yet", title="终于写了", published_at=timezone.now() - 3 * DAY)


def move_an_article():
    change(of("n5"), slug="n5-new")
    PathRedirect.objects.set_paths(of("n1"), ["/old.html"], "test")


# Each step changes things that are on other pages.
STEPS = (
    lambda: (
        change(of("n1"), title="改了题目"),
        change(Series.objects.get(), name="新的系列"),
    ),
    lambda: (
        change(of("n2"), body="改了正文。 $x^2$ [N3](/articles/n3/)"),
        change(Tag.objects.get(name="深度学习"), name="深度学习（新）"),
        change(of("n4"), status="draft"),
    ),
    lambda: (
        move_an_article(),
        link_to_a_new_article(),
        of("n6").move_to_trash(),
        change(Category.objects.get(), name="自然语言处理"),
    ),
    lambda: (
        of("n3").tags.set(["数学"]),
        change(User.objects.get(), display_name="王晓云"),
        change(Page.objects.get(), title="关于我", in_menu=True),
    ),
)


def make_site():
    topic, series = make_topic("NLP"), Series.objects.create(name="一个系列")
    change(SiteSettings.current(), title="站点", articles_per_page=3)
    Page.objects.create(title="About", slug="about", body="[N2](/articles/n2/)")
    for number in range(7):
        make_article(
            slug=f"n{number}",
            title=f"第 {number} 篇",
            body=f"正文 {number}。 [未写](/articles/not-yet/) [六](/articles/n6/)",
            tags=["深度学习"] if number % 2 else ["数学"],
            category=topic if number < 5 else None,
            series=series if number in {2, 3} else None,
            published_at=timezone.now() - 20 * number * DAY,
        )


def contents(folder):
    return {name: (folder / name).read_bytes() for name in names(folder)}


def require_equal_folders(kept, fresh):
    kept, fresh = contents(kept), contents(fresh)
    assert kept.keys() == fresh.keys()
    assert [name for name in kept if kept[name] != fresh[name]] == []


@pytest.mark.either_database
@pytest.mark.asks_a_database
def test_export_after_changes_equals_one_from_nothing(tmp_path, transactional_db, media_folders):
    make_site()
    whole = export(tmp_path / "site").built
    for step in STEPS:
        step()
        assert export(tmp_path / "site").built < whole
    export(tmp_path / "fresh")
    require_equal_folders(tmp_path / "site", tmp_path / "fresh")


@pytest.mark.either_database
def test_change_of_one_page_builds_that_page(tmp_path, transactional_db, media_folders):
    Page.objects.create(title="About", slug="about", body="Before")
    make_article(slug="one")
    export(tmp_path / "site")
    change(Page.objects.get(), body="After")
    assert export(tmp_path / "site").built < 5  # sitemaps have the day of the change
    assert "After" in (tmp_path / "site/about/index.html").read_text()


@pytest.mark.either_database
def test_new_day_builds_what_shows_the_day(tmp_path, transactional_db, media_folders, monkeypatch):
    make_article(slug="one")
    whole, now = export(tmp_path / "site").built, timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + DAY)
    assert 0 < export(tmp_path / "site").built < whole / 2


@pytest.mark.either_database
def test_change_during_an_export_is_on_its_page(
    tmp_path, transactional_db, media_folders, monkeypatch
):
    make_article(slug="one", title="Before")
    write_named, titles = ChangedPages.write_named, ["During"]

    def change_once(*arguments):
        while titles:
            change(of("one"), title=titles.pop())
        write_named(*arguments)

    monkeypatch.setattr(ChangedPages, "write_named", change_once)
    export(tmp_path / "site")
    assert "During" in (tmp_path / "site/articles/one/index.html").read_text()


@pytest.mark.either_database
def test_record_of_another_file_keeps_no_page(tmp_path, transactional_db, media_folders):
    make_article(slug="one", title="Before")
    articles = Article.objects.filter(slug="one")
    export(tmp_path / "site")
    record = record_path(tmp_path / "site").read_bytes()
    articles.update(title="After")
    export(tmp_path / "site")
    record_path(tmp_path / "site").write_bytes(record)  # as if the second export had been killed
    articles.update(title="Before")
    export(tmp_path / "site")
    assert "After" not in (tmp_path / "site/articles/one/index.html").read_text()


@pytest.mark.either_database
def test_other_fonts_and_contacts_build_what_shows_them(
    tmp_path, transactional_db, media_folders, monkeypatch, settings
):
    make_article(slug="one")
    export(tmp_path / "site")
    monkeypatch.setattr("articles.graphics.cards.card_store.fonts_digest", lambda language: "other")
    assert not export(tmp_path / "site").is_same
    settings.SECURITY_CONTACTS = ["mailto:security@blog.example"]
    export(tmp_path / "site")
    assert "security@blog" in (tmp_path / "site/.well-known/security.txt").read_text()
