"""The details of an article in the writing form."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Category, Series, Tag
from desk.details.form import DetailsForm
from desk.models import Revision
from desk.models.content import ORDER
from tests.desk.writing_helpers import Writer, draft_of
from tests.factories import make_article, make_topic, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
JSON = {"accept": "application/json"}
AT = datetime(2026, 3, 4, 5, 6, 37, 123456, tzinfo=UTC)


def form_address(article):
    return reverse("desk_article", args=[article.pk])


def shown(client, article):
    """What the form sends if nothing is changed in it."""
    form = client.get(form_address(article)).context
    values = {name: form["details"][name].value() for name in form["details"].fields}
    values["featured"] = "on" if values["featured"] else ""
    sent = {name: "" if value is None else value for name, value in values.items()}
    text = {name: form[name] for name in ("title", "body", "base")}
    return {**text, "details": "1", **sent}


def send(client, article, *, follow=True, **changed):
    return client.post(form_address(article), {**shown(client, article), **changed}, follow=follow)


def save_by_script(client, article, **changed):
    address = reverse("desk_autosave", args=[article.pk])
    return client.post(address, {**shown(client, article), **changed}, headers=JSON)


def metadata(article):
    return draft_of(article).head.metadata


def take_publishing_from(user):
    for group in user.groups.all():
        group.permissions.remove(Permission.objects.get(codename="publish_articles"))


def test_an_unchanged_form_changes_nothing(signed_in, author):
    original = make_article(author=author, language="en", title="The original")
    series = Series.objects.create(name="Diffusion models")
    article = make_article(
        author=author,
        published_at=AT,
        category=make_topic(),
        series=series,
        part=3,
        translation_of=original,
        summary="One\n\ntwo",
        featured=True,
    )
    article.tags.add("深度 学习", "a, b", "nlp")
    number = Revision.objects.of(article).count()
    assert send(signed_in, article).status_code == 200
    assert Revision.objects.of(article).count() == number
    assert Article.objects.get(pk=article.pk).published_at == AT


def test_what_is_entered_is_a_part_of_the_draft_and_is_published_with_it(signed_in, article):
    topic, series = make_topic("Vision"), Series.objects.create(name="Diffusion models")
    original = make_article(author=article.author, language="en", title="The original")
    Tag.objects.create(name="NLP")
    entered = {
        "category": topic.pk,
        "tags": "nlp，深度 学习",
        "slug": "new-address",
        "language": "zh-hans",
        "published_at": "2026-03-04 9:30",
        "series": series.pk,
        "part": "2",
        "featured": "on",
        "translation_of": "The original",
        "summary": "Short",
        "dialect": "python-markdown",
    }
    before = Article.objects.get(pk=article.pk)
    save_by_script(signed_in, article, **entered)
    stored = Article.objects.get(pk=article.pk)
    assert (stored.slug, stored.category) == (before.slug, None)
    send(signed_in, article, do="publish")
    stored = Article.objects.get(pk=article.pk)
    assert (stored.category, stored.series, stored.part) == (topic, series, 2)
    assert set(stored.tags.names()) == {"NLP", "深度 学习"}
    assert (stored.slug, stored.summary, stored.featured) == ("new-address", "Short", True)
    assert stored.translation_of == original
    assert timezone.localtime(stored.published_at).strftime("%Y-%m-%d %H:%M") == "2026-03-04 09:30"
    assert stored.dialect == "python-markdown"
    assert Client().get(f"/articles/{before.slug}/").status_code in {301, 308}


def test_a_form_without_details_keeps_them(signed_in, article, writer):
    writer.save("x\n", summary="Short")
    sent = {"title": "Diffusion", "body": "y\n", "base": draft_of(article).head_id}
    signed_in.post(form_address(article), sent)
    assert metadata(article)["summary"] == "Short"


@pytest.mark.parametrize("do", ["", "publish", "schedule", "review"])
def test_what_is_wrong_is_marked_and_all_else_is_saved(signed_in, article, do):
    make_article(slug="taken", author=article.author, title="The other")
    wrong = {"slug": "taken", "published_at": "soon", "part": "-1", "summary": "Kept"}
    response = send(signed_in, article, body="typed\n", do=do, **wrong)
    assert response.status_code == 400
    assert set(response.context["details"].errors) == {"slug", "published_at", "part"}
    assert "“The other” has this address." in response.text
    assert 'value="soon"' in response.text
    assert 'href="#detail-published_at"' in response.text
    assert draft_of(article).head.content.body == "typed\n"
    assert metadata(article)["summary"] == "Kept"
    assert Article.objects.get(pk=article.pk).body == "readers see this\n"
    assert response.context["base"] == draft_of(article).head_id


def test_the_script_is_told_which_details_were_not_saved(signed_in, article):
    answer = save_by_script(signed_in, article, published_at="soon", summary="Kept").json()
    assert list(answer["problems"]) == ["published_at"]
    assert "except what is marked" in answer["words"]
    assert metadata(article)["summary"] == "Kept"


def test_the_state_of_a_draft_names_the_details_that_changed(signed_in, article, writer):
    writer.save("readers see this\n", summary="Short", featured=True)
    page = signed_in.get(form_address(article)).text
    state = page[page.index('<p class="state">') :].split("</p>")[0]
    assert "Summary, Featured" in state
    assert "<ins>" not in state


def test_changes_are_named_in_the_order_of_the_form():
    fields = list(DetailsForm.base_fields)
    assert [name for name in ORDER if name in fields] == fields


def test_what_readers_will_see_is_said_before_one_publishes(signed_in, article):
    tomorrow = f"{timezone.localtime() + timedelta(days=1):%Y-%m-%d} 09:00"
    entered = {"slug": "moved", "published_at": tomorrow, "summary": "Short", "body": "they see\n"}
    check = reverse("desk_details", args=[article.pk])
    page = signed_in.post(check, {**shown(signed_in, article), **entered}).text
    said = page[page.index('id="changes"') :]
    assert "<del>diffusion</del><ins>moved</ins>" in said
    assert "The former address leads to the new one." in said
    assert "Readers do not see the article until then." in said
    assert "<ins>Short</ins>" in said
    assert 'data-asked="moved ' in said
    assert said.index("Address") < said.index("Date") < said.index("Summary")


def test_a_changed_text_is_said_too_and_asks_nothing(signed_in, article, writer):
    assert 'tabindex="-1" hidden' in signed_in.get(form_address(article)).text
    writer.save("readers see that\n", summary="Short")
    page = signed_in.get(form_address(article)).text
    said = page[page.index('id="changes"') :]
    assert "<ins>+2</ins> <del>−2</del>" in said
    assert "data-asked" not in said


def test_nothing_is_said_of_an_article_that_nobody_reads(signed_in, author):
    article = make_article(author=author, status="draft", published_at=None)
    Writer(article, author).save("x\n", slug="mine")
    assert 'tabindex="-1" hidden' in signed_in.get(form_address(article)).text


def test_the_excerpt_of_another_text_is_not_shown(signed_in, article, writer):
    assert '<div class="detail" hidden>' not in signed_in.get(form_address(article)).text
    writer.save("x\n")
    assert '<div class="detail" hidden>' in signed_in.get(form_address(article)).text


def test_a_session_that_expired_loses_no_detail(signed_in, article):
    sent = {**shown(signed_in, article), "summary": "Typed for long", "published_at": "soon"}
    page = Client().post(form_address(article), sent)
    assert page.status_code == 403
    resumed = signed_in.post(form_address(article), {**sent, "_unsaved": "1"})
    assert "Typed for long" in resumed.text
    assert 'value="soon"' in resumed.text


def test_two_people_who_change_different_details_are_asked_nothing(
    signed_in, editors_browser, article
):
    mine, theirs = shown(signed_in, article), shown(editors_browser, article)
    editors_browser.post(form_address(article), {**theirs, "summary": "Theirs", "tags": "a"})
    response = signed_in.post(form_address(article), {**mine, "part": "4", "tags": "b"})
    assert response.status_code == 409
    assert response.context["left"] == 0
    merge = reverse("desk_conflict", args=[article.pk, response.context["ours"].pk])
    signed_in.post(merge, {"theirs": response.context["theirs"].pk})
    merged = metadata(article)
    assert (merged["summary"], merged["part"]) == ("Theirs", 4)
    assert {name for _id, name in merged["tags"]} == {"a", "b"}


def test_dates_are_for_those_who_may_publish(signed_in, author, article):
    take_publishing_from(author)
    form = signed_in.get(form_address(article)).context["details"]
    assert "published_at" not in form.fields
    save_by_script(signed_in, article, published_at="2030-01-01", summary="Mine")
    assert metadata(article)["published_at"] == article.published_at.isoformat()
    assert metadata(article)["summary"] == "Mine"


def test_originals_of_others_are_neither_named_nor_chosen(signed_in, editor, author):
    theirs = make_article(author=editor, title="Hidden title", status="draft", language="en")
    article = make_article(author=author)
    save_by_script(signed_in, article, translation_of="Hidden title")
    assert metadata(article)["translation_of"] is None
    Article.objects.filter(pk=article.pk).update(translation_of=theirs)
    Writer(article, author).save("x\n", translation_of=[theirs.pk, theirs.title])
    page = signed_in.get(form_address(article))
    assert "Hidden title" not in page.text
    assert "translation_of" not in page.context["details"].fields
    save_by_script(signed_in, article, translation_of="", summary="Mine")
    assert metadata(article)["translation_of"][0] == theirs.pk


@pytest.mark.parametrize(
    ("entered", "message"),
    [
        ("No such title", "None of your articles"),
        ("Twice", "Several articles have this title"),
        ("Same language", "in this language already"),
    ],
)
def test_an_original_must_be_one_article_in_another_language(signed_in, article, entered, message):
    for title, language in (("Twice", "en"), ("Twice", "en"), ("Same language", article.language)):
        make_article(author=article.author, title=title, language=language)
    response = send(signed_in, article, translation_of=entered)
    assert message in response.text


def test_an_original_is_found_by_its_address_too(signed_in, article):
    originals = [make_article(author=article.author, title="Twice", language="en") for _n in "ab"]
    save_by_script(signed_in, article, translation_of=originals[1].get_absolute_url())
    assert metadata(article)["translation_of"][0] == originals[1].pk


def test_an_address_that_was_another_article_s_is_refused(signed_in, article):
    other = make_article(author=article.author, slug="former", title="Moved")
    other.slug = "present"
    other.save()
    response = send(signed_in, article, slug="former")
    assert "This was the address of “Moved”" in response.text
    assert send(signed_in, other, slug="former").status_code == 200


def test_the_address_of_a_draft_follows_its_title_until_one_is_entered(signed_in, author):
    article = make_article(author=author, title="First", status="draft", published_at=None)
    assert shown(signed_in, article)["slug"] == ""
    send(signed_in, article, title="Second title")
    assert Article.objects.get(pk=article.pk).slug == "second-title"
    send(signed_in, article, slug="mine")
    send(signed_in, article, title="Third")
    assert Article.objects.get(pk=article.pk).slug == "mine"


def test_a_new_article_begins_like_the_last_one(signed_in, author):
    topic = make_topic("Vision")
    last = make_article(author=author, category=topic, language="en", dialect="python-markdown")
    last.tags.add("nlp")
    make_article(author=make_user("rival"), language="de")
    page = signed_in.get(reverse("desk_new"))
    assert 'id="changes"' in page.text  # its script fills it as soon as the article is there
    form = page.context["details"]
    found = [form[name].value() for name in ("category", "language", "dialect", "tags")]
    assert found == [topic.pk, "en", "python-markdown", ""]


@pytest.mark.parametrize(("browser", "language"), [("en", "en"), ("zh-hans", "zh-hans")])
def test_the_first_article_has_the_language_of_the_interface(author, browser, language):
    client = Client(headers={"accept-language": browser})
    client.force_login(author)
    assert client.get(reverse("desk_new")).context["details"]["language"].value() == language


def test_a_new_article_takes_its_details_along(signed_in):
    topic = Category.objects.create(name="Vision")
    sent = {
        "title": "New",
        "body": "text",
        "details": "1",
        "category": topic.pk,
        "tags": "a、b",
        "language": "en",
        "dialect": "commonmark",
        "summary": "Short",
        "slug": "mine",
    }
    signed_in.post(reverse("desk_new"), sent)
    article = Article.objects.get()
    assert (article.category, article.language, article.slug) == (topic, "en", "mine")
    assert set(article.tags.names()) == {"a", "b"}
    assert article.summary == "Short"


def test_the_notes_say_what_was_understood(signed_in, article):
    tomorrow = timezone.localtime() + timedelta(days=1)
    sent = {**shown(signed_in, article), "published_at": "明天 9:00", "publish_at": "soon"}
    sent |= {"title": "A new title", "slug": "free"}
    page = signed_in.post(reverse("desk_details", args=[article.pk]), sent).text
    assert f'data-value="{tomorrow:%Y-%m-%d} 09:00"' in page
    assert "readers do not see the article until then" in page
    assert "This is not understood. Write for example" in page
    assert "Readers of the former address" in page
    assert 'data-offer="a-new-title"' in page


def test_notes_of_a_new_article(signed_in):
    sent = {"details": "1", "title": "注意力", "slug": "", "tags": "x" * 101}
    page = signed_in.post(reverse("desk_new_details"), sent).text
    assert "/articles/zhu-yi-li/" in page
    assert "is longer than 100 characters" in page


def test_tags_have_no_control_characters(signed_in, article):
    save_by_script(signed_in, article, tags="a\x00b, \x07")
    assert metadata(article)["tags"] == [[None, "ab"]]


def test_a_tag_that_is_there_is_found_in_any_case_and_width(signed_in, article):
    tag = Tag.objects.create(name="NLP")
    save_by_script(signed_in, article, tags="ＮＬＰ，nlp，Ｃ＋＋")
    assert metadata(article)["tags"] == [[tag.pk, "NLP"], [None, "Ｃ＋＋"]]


def test_tags_are_offered_by_any_part_of_their_names(signed_in, article):
    make_article().tags.add("Deep Learning", "深度学习")
    article.tags.add("Deep Learning")
    ask = lambda q: signed_in.get(reverse("desk_tags"), {"q": q}).json()["items"]  # noqa: E731
    assert ask("ｄｅｅｐ") == [{"value": "Deep Learning", "note": 2}]
    assert [item["value"] for item in ask("学")] == ["深度学习"]


def test_originals_are_offered_from_ones_own_articles(signed_in, article):
    make_article(author=make_user("rival"), title="Diffusion of others")
    items = signed_in.get(reverse("desk_originals"), {"q": "diff"}).json()["items"]
    assert [item["value"] for item in items] == ["Diffusion"]


def test_the_preview_shows_the_details_of_the_form(signed_in, article):
    sent = {**shown(signed_in, article), "tags": "深度 学习", "summary": "Typed just now"}
    page = signed_in.post(reverse("desk_preview", args=[article.pk]), sent).text
    assert "深度 学习" in page
    assert "Typed just now" in page
    assert metadata(article)["summary"] == ""


def test_queries_of_the_form_do_not_grow_with_topics_tags_and_articles(
    signed_in, article, django_assert_max_num_queries
):
    def fill(number):
        for n in range(number):
            make_topic(f"Topic {number} {n}")
            Series.objects.create(name=f"Series {number} {n}")
            make_article(author=article.author).tags.add(f"{number}-{n}")

    fill(2)
    with django_assert_max_num_queries(40) as before:
        signed_in.get(form_address(article))
    fill(6)
    with django_assert_max_num_queries(len(before)):
        signed_in.get(form_address(article))
