"""A draft beside a published article: saving, publishing, discarding, restoring."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from articles.models import Article, Tag
from desk.models import Draft, Revision
from desk.writing.outcomes import Diverged, Refused, Saved, Stale
from desk.writing.saving import create_article, save_merge
from tests.desk.writing_helpers import Writer, all_texts, body_of, draft_of
from tests.factories import make_article, make_topic, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(author):
    return make_article(author=author, title="Title", body="published")


def test_readers_see_a_change_only_when_it_is_published(article, writer):
    writer.autosave("autosaved")
    writer.save("saved")
    assert body_of(article) == "published"
    assert draft_of(article).has_changes
    writer.publish()
    assert body_of(article) == "saved"
    assert not draft_of(article).has_changes
    kinds = [r.kind for r in Revision.objects.of(article)]
    assert kinds == ["published", "saved", "autosave", "published"]


@pytest.mark.parametrize("status", ["archived", "published"])
def test_archived_and_scheduled_articles_have_a_draft_beside_too(writer, article, status):
    later = article.published_at.replace(year=article.published_at.year + 1)
    Article.objects.filter(pk=article.pk).update(status=status, published_at=later)
    writer.open()
    writer.save("saved")
    assert body_of(article) == "published"


def test_draft_article_takes_what_is_saved_but_not_what_saves_itself(author):
    article = make_article(status="draft", body="first", author=author)
    writer = Writer(article, author)
    writer.autosave("autosaved")
    assert body_of(article) == "first"
    writer.save("saved", tags=[[None, "nlp"]])
    assert body_of(article) == "saved"
    assert list(article.tags.names()) == ["nlp"]
    assert not draft_of(article).has_changes


def test_publishing_takes_title_tags_and_topic_along(article, writer):
    topic = make_topic("Vision")
    tag = Tag.objects.create(name="known")
    tags = [[tag.pk, "known"], [None, "new"]]
    writer.save("text", title="New title", tags=tags, category=[topic.pk, "Vision"])
    writer.publish()
    changed = Article.objects.get(pk=article.pk)
    assert (changed.title, changed.category) == ("New title", topic)
    assert set(changed.tags.names()) == {"known", "new"}
    assert not draft_of(article).has_changes


def test_publishing_a_draft_gives_it_a_date(author):
    article = make_article(status="draft", author=author)
    Writer(article, author).publish()
    assert Article.objects.published().filter(pk=article.pk).exists()


def test_discarded_draft_stays_in_the_history(article, writer):
    writer.save("not wanted")
    writer.discard()
    assert not draft_of(article).has_changes
    assert draft_of(article).head.content.body == "published"
    assert "not wanted" in all_texts(article)


def test_restoring_makes_a_draft_of_an_old_revision(article, writer):
    first = draft_of(article).live
    writer.save("second", title="Second")
    writer.publish()
    writer.restore(first)
    assert body_of(article) == "second"
    draft = draft_of(article)
    assert (draft.head.kind, draft.head.content.body) == ("restored", "published")
    writer.publish()
    assert (body_of(article), Article.objects.get(pk=article.pk).title) == ("published", "Title")


@pytest.mark.parametrize(("status", "days"), [("draft", None), ("published", 3)])
def test_restoring_what_came_before_publication_keeps_date_and_address(author, status, days):
    coming = timezone.now() + timedelta(days=days) if days else None
    article = make_article(slug="old", status=status, published_at=coming, author=author)
    first = draft_of(article).live
    past = timezone.now() - timedelta(days=400)
    article.status, article.published_at, article.slug = "published", past, "new"
    article.body = "second"
    article.save()
    make_article(slug="old")
    writer = Writer(article, author)
    writer.restore(first)
    assert isinstance(writer.publish(), Saved)
    found = Article.objects.reachable().get(pk=article.pk)
    assert [found.published_at, found.slug, found.body] == [past, "new", first.content.body]


def test_restoring_brings_back_tags_and_topics_that_were_deleted(article, writer):
    article.tags.add("nlp")
    article.category = make_topic("Old")
    article.save()
    old = draft_of(article).live
    article.category = None
    article.save()
    make_topic("Old").delete()
    Tag.objects.get(name="nlp").delete()
    make_topic("Old")
    writer.open()
    writer.restore(old)
    writer.publish()
    found = Article.objects.get(pk=article.pk)
    assert (found.category.name, list(found.tags.names())) == ("Old", ["nlp"])


def test_text_that_does_not_fit_is_kept_and_the_reason_told(author):
    other = make_article(slug="taken")
    article = make_article(status="draft", author=author, body="first")
    writer = Writer(article, author)
    outcome = writer.save("typed", slug=other.slug)
    assert list(outcome.problems) == ["slug"]
    assert (body_of(article), draft_of(article).head.content.body) == ("first", "typed")
    refused = writer.publish()
    assert isinstance(refused, Refused)
    assert not Article.objects.get(pk=article.pk).is_public()


def test_saving_the_same_text_again_makes_no_revision(article, writer):
    writer.autosave("typed")
    number = Revision.objects.count()
    writer.autosave("typed")
    assert Revision.objects.count() == number


def test_new_article_gets_an_address_from_its_title(author):
    article = create_article(author)
    writer = Writer(article, author)
    writer.autosave("text")
    writer.save("text", title="Attention Is All You Need")
    assert Article.objects.get(pk=article.pk).slug == "attention-is-all-you-need"


# Two people


def test_a_save_based_on_an_older_revision_replaces_nothing(article, author, editor):
    one, two = Writer(article, author), Writer(article, editor)
    one.save("by the first")
    outcome = two.save("by the second")
    assert isinstance(outcome, Stale)
    texts = [r.content.body for r in (outcome.base, outcome.theirs, outcome.ours)]
    assert texts == ["published", "by the first", "by the second"]
    assert draft_of(article).head.content.body == "by the first"
    assert all_texts(article)[-2:] == ["by the first", "by the second"]


def test_changes_in_different_places_merge(author, editor):
    article = make_article(author=author, body="one\n\ntwo\n\nthree\n", title="Title")
    one, two = Writer(article, author), Writer(article, editor)
    one.save("ONE\n\ntwo\n\nthree\n", summary="short")
    outcome = two.save("one\n\ntwo\n\nTHREE\n", title="New")
    merge = outcome.merged()
    assert merge.is_clean
    assert merge.content.body == "ONE\n\ntwo\n\nTHREE\n"
    assert (merge.content.title, merge.content.metadata["summary"]) == ("New", "short")


def test_both_changed_titles_are_a_conflict(article, author, editor):
    one, two = Writer(article, author), Writer(article, editor)
    one.save("published", title="One")
    merge = two.save("published", title="Two").merged()
    (conflict,) = merge.fields
    assert (conflict.name, conflict.ours, conflict.theirs) == ("title", "Two", "One")
    assert not merge.is_clean


def test_each_late_text_is_kept_once_however_often_it_is_sent(article, author, editor):
    one, two = Writer(article, author), Writer(article, editor)
    one.save("by the first")
    kept = {two.autosave("by the second").ours.pk for _ in range(3)}
    assert len(kept) == 1


def test_a_late_text_that_goes_on_still_merges_with_what_both_saw(article, author, editor):
    one, two = Writer(article, author), Writer(article, editor)
    one.save("by the first")
    first = two.autosave("by the second")
    two.base = first.ours.pk
    second = two.autosave("by the second, continued")
    assert (second.base, second.ours.parent_id) == (first.base, first.ours.pk)


def test_an_answer_that_was_lost_on_the_way_is_no_conflict(article, writer, author):
    before = writer.base
    writer.autosave("typed")
    writer.base = before
    assert isinstance(writer.autosave("typed"), Saved)


def test_publishing_and_discarding_compare_too(article, author, editor):
    one, two = Writer(article, author), Writer(article, editor)
    one.save("by the first")
    assert isinstance(two.publish(), Stale)
    assert isinstance(two.discard(), Stale)
    assert body_of(article) == "published"
    assert draft_of(article).has_changes


# Changes beside the draft


def test_a_bulk_change_beside_the_draft_is_merged_when_it_is_published(article, writer):
    writer.save("draft")
    Article.objects.filter(pk=article.pk).update(category=make_topic("Moved"))
    article.tags.add("nlp")
    assert isinstance(writer.publish(), Saved)
    found = Article.objects.get(pk=article.pk)
    assert (found.body, found.category.name) == ("draft", "Moved")
    assert list(found.tags.names()) == ["nlp"]


def test_text_changed_beside_the_draft_is_shown_before_it_is_merged(article, writer):
    writer.save("draft")
    article.body = "changed in the admin"
    article.save()
    outcome = writer.publish()
    assert isinstance(outcome, Diverged)
    assert body_of(article) == "changed in the admin"


def test_merged_text_can_be_published(article, writer, author):

    writer.save("draft")
    article.body = "changed in the admin"
    article.save()
    outcome = writer.publish()
    merged = writer.type("draft, and changed in the admin")
    writer.seen(save_merge(article, merged, outcome, by=author))
    assert isinstance(writer.publish(), Saved)
    assert body_of(article) == merged.body


def take_back_and_change(article, **values):
    Article.objects.filter(pk=article.pk).unpublish()
    Article.objects.filter(pk=article.pk).update(**values)


def test_saving_replaces_no_text_that_was_written_into_the_article_beside_the_draft(
    article, writer
):
    writer.save("draft")
    take_back_and_change(article, body="changed in the admin")
    assert isinstance(writer.save("draft, continued"), Saved)
    assert body_of(article) == "changed in the admin"
    assert draft_of(article).needs_merge
    conflict = writer.publish()
    assert isinstance(conflict, Diverged)
    merged = writer.type("draft, continued, and changed in the admin")
    save_merge(article, merged, conflict, by=writer.user)
    assert body_of(article) == merged.body
    assert not draft_of(article).has_changes


def test_saving_merges_what_else_was_changed_in_the_article_beside_the_draft(article, writer):
    writer.save("draft")
    take_back_and_change(article, category=make_topic("Moved"))
    writer.save("draft, continued")
    found = Article.objects.get(pk=article.pk)
    assert (found.body, found.category.name, found.status) == ("draft, continued", "Moved", "draft")
    assert not draft_of(article).has_changes


def test_a_change_that_comes_while_an_answer_is_rendered_is_not_replaced(
    article, writer, monkeypatch
):
    writer.save("draft")
    take_back_and_change(article, body="changed in the admin")
    conflict = writer.publish()
    prepare = Article.prepare

    def prepare_and_change(self, *args):
        prepare(self, *args)
        monkeypatch.setattr(Article, "prepare", prepare)
        Article.objects.filter(pk=article.pk).update(body="changed again")

    monkeypatch.setattr(Article, "prepare", prepare_and_change)
    save_merge(article, writer.type("draft, changed in the admin"), conflict, by=writer.user)
    assert body_of(article) == "changed again"
    assert draft_of(article).head.content.body == "draft, changed in the admin"


# Raw HTML


@pytest.fixture
def raw_html(editor):
    editor.user_permissions.add(Permission.objects.get(codename="publish_raw_html"))


@pytest.mark.usefixtures("raw_html")
def test_publishing_gives_a_text_no_more_rights_than_its_writer_has(article, author, editor):
    Writer(article, author).save('<svg viewBox="0 0 9 9"><path d="M0 0L9 9"></path></svg>')
    Writer(article, editor).publish()
    published = Article.objects.get(pk=article.pk)
    assert published.written_by == author
    assert "<path" not in published.html


def test_the_draft_of_an_article_is_there_from_the_beginning(article):
    assert Draft.objects.get(pk=article.pk).head.kind == "published"


def test_admin_shows_that_there_is_a_draft(article, writer, client, editor):
    writer.save("draft")
    client.force_login(editor)
    english = {"accept-language": "en"}
    assert "unpublished changes" in client.get("/admin/articles/article/", headers=english).text
    form = client.get(f"/admin/articles/article/{article.pk}/change/", headers=english)
    assert f'href="/desk/articles/{article.pk}/"' in form.text
    assert "published" in form.context["adminform"].form.initial["body"]


SVG = '<svg viewBox="0 0 9 9"><path d="M0 0L9 9"></path></svg>'


@pytest.mark.usefixtures("raw_html")
def test_restoring_lends_the_text_of_a_deleted_user_no_rights(article, author, editor):
    gone = make_user("gone")
    Writer(article, gone).save(SVG)
    old = draft_of(article).head
    Writer(article, gone).save("another")
    gone.delete()
    restorer = Writer(article, editor)
    restorer.restore(Revision.objects.get(pk=old.pk))
    restorer.publish()
    published = Article.objects.get(pk=article.pk)
    assert (published.body, published.written_by) == (SVG, None)
    assert "<path" not in published.html


@pytest.mark.usefixtures("raw_html")
@pytest.mark.parametrize("status", ["draft", "published"])
def test_merging_lends_the_text_of_others_no_rights(author, editor, status):
    article = make_article(author=author, status=status, body="one\n\ntwo\n")
    one, two = Writer(article, author), Writer(article, editor)
    one.save(f"one\n\ntwo\n\n{SVG}\n")
    conflict = two.save("ONE\n\ntwo\n")
    merged = two.type(conflict.merged().content.body)
    two.seen(save_merge(article, merged, conflict, by=editor))
    two.publish()
    published = Article.objects.get(pk=article.pk)
    assert published.body == f"ONE\n\ntwo\n\n{SVG}\n"
    assert published.written_by == author
    assert "<path" not in published.html


@pytest.mark.usefixtures("raw_html")
def test_a_restored_text_that_came_too_late_gains_no_rights_either(article, author, editor):
    Writer(article, author).save(SVG)
    old = draft_of(article).head
    late = Writer(article, editor)
    Writer(article, author).save("another")
    assert late.restore(old).ours.writer == author
