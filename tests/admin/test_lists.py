"""The lists of the admin: their weight, their filters, and the fields that complete names."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Series, Tag
from tests.admin.test_authors_and_editors import LIST, act
from tests.desk.writing_helpers import Writer
from tests.factories import make_article, make_topic, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
HEAVIEST = 120 * 1024  # bytes of a list
GROWTH = 2 * 1024  # bytes by which a list may grow with what is on other pages: page numbers
TAGS = "/admin/articles/tag/"


def make_tags(first, last):
    Tag.objects.bulk_create(
        Tag(name=f"标签 {n}", slug=f"t{n}", sort_key=f"biao-qian-{n:04}")
        for n in range(first, last)
    )


def weigh(client, address):
    """The bytes of a page, and the number of its queries."""
    with CaptureQueriesContext(connection) as queries:
        size = len(client.get(address).content)
    return size, len(queries)


def titles(client, query):
    return sorted(
        client.get(f"{LIST}?{query}").context["cl"].queryset.values_list("title", flat=True)
    )


def completed(client, field, term=""):
    """What a field of the form of articles offers, in its order; None if it offers nothing."""
    asked = {"app_label": "articles", "model_name": "article", "field_name": field, "term": term}
    answer = client.get("/admin/autocomplete/", asked)
    return (
        [each["text"] for each in answer.json()["results"]] if answer.status_code == 200 else None
    )


@pytest.mark.parametrize("address", [LIST, TAGS])
def test_lists_do_not_grow_with_the_tags_of_the_site(admin_client, address):
    for _each in range(30):
        make_article(title="一个不短也不长的中文标题").tags.add("梯度", "优化")
    make_tags(0, 30)
    admin_client.get(address)  # fills caches
    before = weigh(admin_client, address)
    make_tags(30, 200)
    after = weigh(admin_client, address)
    assert after[1] == before[1]
    assert abs(after[0] - before[0]) < GROWTH
    assert after[0] < HEAVIEST


@pytest.mark.asks_a_database
def test_merging_lists_the_chosen_tags_only(admin_client):
    make_tags(0, 200)
    some = Tag.objects.first()
    text = act(admin_client, "merge", some, address=TAGS).text
    assert text.count("<option") <= 1
    assert len(text) < HEAVIEST


@pytest.mark.asks_a_database
@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("draft", ["a draft"]),
        ("scheduled", ["scheduled"]),
        ("published", ["changed", "published"]),
        ("archived", ["archived"]),
        ("changed", ["changed"]),
    ],
)
def test_list_is_filtered_by_state(admin_client, admin_user, state, found):
    make_article(title="a draft", status="draft")
    make_article(title="published")
    make_article(title="scheduled", published_at=timezone.now() + timedelta(days=1))
    make_article(title="archived", status="archived")
    changed = make_article(title="changed", body="a")
    Writer(changed, admin_user).save("b")
    assert titles(admin_client, f"state={state}") == found


@pytest.mark.asks_a_database
def test_list_is_filtered_by_what_to_look_after(admin_client):
    make_article(title="fine")
    make_article(title="broken", body="[[no such article]]")
    failed = make_article(title="failed")
    Article.objects.filter(pk=failed.pk).update(renderer_version=0)
    assert titles(admin_client, "care=warnings") == ["broken"]
    assert titles(admin_client, "care=links") == ["broken"]
    assert titles(admin_client, "care=failed") == ["failed"]
    assert len(titles(admin_client, "care=nonsense")) == 3


def test_every_state_has_a_name_in_the_language_of_the_reader(admin_client):
    make_article(status="draft")
    make_article(status="archived")
    make_article(published_at=timezone.now() + timedelta(days=1))
    make_article()
    text = admin_client.get(LIST, headers={"accept-language": "zh-hans"}).text
    rows = text[text.index("<tbody") :]
    for shown in ("草稿", "已归档", "定时", "已发布"):
        assert shown in rows
    for key in ("scheduled", "archived"):
        assert f">{key}<" not in "".join(rows.split())


@pytest.mark.asks_a_database
def test_completed_names_are_in_the_order_of_the_site(admin_client):
    for name in ("优化", "C++", "概率论", "线性代数"):
        make_topic(name)
        Series.objects.create(name=name)
        Tag.objects.create(name=name)
    make_topic("最后", position=1)
    sorted_names = ["C++", "概率论", "线性代数", "优化"]
    assert completed(admin_client, "series") == sorted_names
    assert completed(admin_client, "tags") == sorted_names
    assert completed(admin_client, "category") == [*sorted_names, "最后"]
    assert completed(admin_client, "tags", "概") == ["概率论"]


def test_author_completes_topics_and_tags_and_no_names_of_people(client, author):
    make_topic("优化")
    Tag.objects.create(name="梯度")
    make_user("hidden-login")
    client.force_login(author)
    assert completed(client, "category") == ["优化"]
    assert completed(client, "tags") == ["梯度"]
    assert completed(client, "author") is None


@pytest.mark.asks_a_database
def test_editor_completes_those_who_write_in_the_order_of_their_names(client, editor):
    make_article(author=make_user("zhang", display_name="张三", is_staff=False))
    make_user("xiaoyun")
    make_user("reader", display_name="Reader", is_staff=False)
    client.force_login(editor)
    assert completed(client, "author") == ["Ada Lovelace", "Wang Xiaoyun", "张三"]
    assert client.get("/admin/articles/user/").status_code == 403


def test_editor_filters_by_a_completed_author(client, editor):
    theirs = make_article(title="theirs")
    make_article(title="mine", author=editor)
    client.force_login(editor)
    assert titles(client, f"author__id__exact={theirs.author_id}") == ["theirs"]
