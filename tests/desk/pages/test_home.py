"""The first page of the desk: drafts, plans and what needs care, of what one may see."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from desk.models import Draft
from desk.overview.unfinished import LISTED, Unfinished
from desk.writing.publishing import schedule_changes
from tests.desk.writing_helpers import Writer, draft_of
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
TODAY = timezone.localdate()


def home(client, **options):
    return client.get(reverse("desk"), **options).text


def make_draft(title="", body="", **values):
    return make_article(title=title, body=body, status="draft", published_at=None, **values)


@pytest.mark.asks_a_database
def test_drafts_are_listed_the_last_change_first(author):
    make_draft("old", author=author)
    changed = make_article(title="changed", body="x", author=author)
    make_draft("new", author=author)
    make_article(title="public", author=author)
    make_draft("trashed", author=author).move_to_trash(author)
    Writer(changed, author).save("x and more")
    unfinished = Unfinished.of(author, TODAY)
    assert [each.draft.head.title for each in unfinished.drafts] == ["changed", "new", "old"]
    assert [each.difference for each in unfinished.drafts] == ["+9", "", ""]
    assert unfinished.total == 3


def test_titles_break_between_phrases_and_are_no_html(signed_in, author):
    make_draft("注意力机制的推导<b>", author=author)
    make_draft("", author=author)
    text = home(signed_in)
    assert "注意力<wbr>机制" in text or "机制的<wbr>推导" in text
    assert "推导&lt;b&gt;" in text
    assert "No title yet" in text


def test_more_drafts_are_one_link_away(signed_in, author):
    for number in range(LISTED + 1):
        make_draft(str(number), author=author)
    text = home(signed_in)
    assert f'{reverse("desk_search")}?only=drafts">All {LISTED + 1}' in text
    assert text.count("<h3") == LISTED


def test_the_newest_draft_has_the_strip_and_the_sentence_of_what_was_typed_last(author):
    article = make_draft("T", "第一段。\n", author=author)
    Writer(article, author).autosave("第一段。\n\n```python\nx = 1\n```\n\n停在这里。\n")
    unfinished = Unfinished.of(author, TODAY)
    assert unfinished.sentence == "停在这里。"
    assert [item[0] for item in unfinished.drafts[0].article.strip] == ["p", "c", "p"]
    assert Article.objects.get(pk=article.pk).strip != unfinished.drafts[0].article.strip


def test_nobody_is_said_to_have_stopped_where_somebody_else_did(author, editor):
    article = make_draft("T", author=author)
    Writer(article, author).autosave("停在这里。\n")
    assert Unfinished.of(editor, TODAY).sentence == ""


@pytest.mark.asks_a_database
def test_editors_see_drafts_of_all_with_their_names_and_authors_their_own(
    signed_in, editors_browser, author
):
    make_draft("Theirs", author=make_user("rival", display_name="A Rival"))
    make_draft("Mine", author=author)
    assert "Theirs" not in home(signed_in)
    assert "by " not in home(signed_in)
    assert "Theirs" in home(editors_browser)
    assert "by A Rival" in home(editors_browser)


@pytest.mark.asks_a_database
def test_warnings_and_broken_links_are_listed(signed_in, author):
    make_article(title="Broken", body="[a](nowhere.md) and [b](other.md)", author=author)
    make_article(title="Warned", body="[^1]: never used", author=author)
    make_article(title="Sound", author=author)
    make_article(title="x", body="[a](nowhere.md)", author=make_user("rival"))
    text = home(signed_in).partition("To look after")[2]
    assert "2 broken links" in text
    assert "2 warnings" in text
    assert "Sound" not in text
    assert "x</a>" not in text


def test_a_mended_article_needs_no_care(signed_in, author):
    article = make_article(title="Broken", body="[a](nowhere.md)", author=author)
    assert "To look after" in home(signed_in)
    article.body = "mended"
    article.save()
    assert "To look after" not in home(signed_in)


def test_who_has_nothing_yet_begins_with_a_title(signed_in, author):
    text = home(signed_in)
    assert "No signal here yet" in text
    assert f'action="{reverse("desk_new")}"' in text
    response = signed_in.post(reverse("desk_new"), {"title": "第一篇"})
    article = Article.objects.get(title="第一篇")
    assert response.url == reverse("desk_article", args=[article.pk])
    assert "No signal here yet" not in home(signed_in)


def test_changes_that_could_not_be_published_say_why(signed_in, author):
    article = make_article(author=author)
    Writer(article, author).save("later")
    later = timezone.now() + timedelta(days=1)
    schedule_changes(article, later, base=draft_of(article).head_id, by=author)
    assert "replaces what readers see" in home(signed_in)
    Draft.objects.update(problem="It was changed meanwhile.")
    assert "It was changed meanwhile." in home(signed_in)


def test_the_foot_leads_to_what_one_may_open(signed_in, author, admin_client):
    make_draft("T", author=author).move_to_trash(author)
    settings = reverse("admin:articles_sitesettings_changelist")
    assert settings not in home(signed_in)
    assert settings in home(admin_client)
    assert "<small>1</small>" in home(signed_in)
    assert signed_in.post(reverse("account_logout")).status_code == 302
    assert signed_in.get(reverse("desk")).status_code == 302


@pytest.mark.asks_a_database
def test_queries_neither_grow_with_the_articles_nor_read_their_texts(
    signed_in, author, django_assert_num_queries, django_assert_max_num_queries
):
    def add():
        make_draft("draft", "正文", author=author)
        Writer(make_article(body="[a](nowhere.md)", author=author), author).save("later")
        make_article(author=author, published_at=timezone.now() + timedelta(days=2))
        changed = make_article(author=author)
        Writer(changed, author).save("later")
        later = timezone.now() + timedelta(days=1)
        schedule_changes(changed, later, base=draft_of(changed).head_id, by=author)
        make_draft("T", author=author).move_to_trash(author)

    add()
    with django_assert_max_num_queries(25) as first:
        home(signed_in)
    for _ in range(3):
        add()
    with django_assert_num_queries(len(first)) as second:
        home(signed_in)
    for column in ("body", "html", "prose"):
        assert f'"articles_article"."{column}"' not in str(second.captured_queries)
