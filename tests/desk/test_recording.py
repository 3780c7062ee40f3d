"""Every way to change an article leaves a revision, in the same transaction."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse

from articles.models import Article, Series, Tag
from articles.publishing import history, rerender
from desk.comparing.comparison import compare
from desk.models import Draft, Revision, StoredText
from desk.models.texts import compress_text
from tests.desk.writing_helpers import Writer, draft_of
from tests.factories import make_article, make_topic, make_user
from tests.transfer.imports import import_folder

pytestmark = pytest.mark.django_db


def revisions_of(article):
    return list(Revision.objects.of(article).with_texts())


def kinds(article):
    return [revision.kind for revision in revisions_of(article)][::-1]


def test_saving_makes_a_revision_with_text_and_metadata():
    article = make_article(title="注意力", body="正文。", summary="短", category=make_topic())
    (revision,) = revisions_of(article)
    assert (revision.title, revision.text.text, revision.kind) == ("注意力", "正文。", "published")
    assert revision.metadata["category"] == [article.category_id, "NLP"]
    assert revision.metadata["summary"] == "短"
    assert Draft.objects.get(pk=article.pk).live == revision


def test_drafts_are_saved_and_public_articles_published():
    article = make_article(status="draft", body="one")
    article.status = "published"
    article.save()
    assert kinds(article) == ["saved", "published"]


def test_saving_without_a_change_makes_no_revision():
    article = make_article()
    article.save()
    article.render()
    article.store_rendering()
    rerender.rerender_texts(Article, [article.pk])
    assert len(revisions_of(article)) == 1


def test_revision_names_its_parent_and_what_changed():
    article = make_article(body="one\n\ntwo three")
    article.body = "one\n\ntwo four"
    article.save()
    new, old = revisions_of(article)
    assert new.parent == old
    comparison = compare(old.text.text, new.text.text)
    assert (new.added, new.removed) == (comparison.added, comparison.removed) == (4, 5)
    assert new.content.changed_fields(old.content) == ["body"]


def test_a_change_is_recorded_once_with_its_tags_and_its_user(author):
    with history.change(author, "imported"):
        article = make_article(author=author)
        article.tags.add("nlp", "注意力")
        article.title = "Renamed"
        article.save()
    (revision,) = revisions_of(article)
    assert (revision.author, revision.byline) == (author, "Wang Xiaoyun")
    assert [name for _id, name in revision.metadata["tags"]] == ["nlp", "注意力"]
    assert (revision.title, revision.kind) == ("Renamed", "imported")


def test_who_wrote_it_is_known_after_the_user_is_deleted(editor):
    article = make_article()
    with history.change(make_user("gone")):
        Article.objects.filter(pk=article.pk).update(title="New")
    make_user("gone").delete()
    assert revisions_of(article)[0].byline == "gone"


def test_change_that_is_rolled_back_leaves_no_revision():
    article = make_article()
    article.body = "lost"
    with transaction.atomic():
        article.save()
        transaction.set_rollback(True)
    assert len(revisions_of(article)) == 1


def rename(article):
    Article.objects.filter(pk=article.pk).update(title="New")


def rename_in_bulk(article):
    article.title = "New"
    Article.objects.bulk_update([article], ["title"])


def tag(article):
    article.tags.add("nlp")


def take_back(article):
    Article.objects.filter(pk=article.pk).unpublish()


def move(article):
    make_topic("Old").replace_with(make_topic("New"))


def delete_series(article):
    Series.objects.get().delete()


def delete_all_series(article):
    Series.objects.all().delete()


def delete_tag(article):
    Tag.objects.get(name="first").delete()


def merge_tag(article):
    Tag.objects.get(name="first").merge_into(Tag.objects.create(name="second"))


def delete_original(article):
    article.translation_of.delete()


def delete_originals(article):
    Article.objects.filter(translations=article).delete()


@pytest.mark.parametrize(
    "change",
    [
        *(rename, rename_in_bulk, tag, take_back, move, delete_series, delete_all_series),
        *(delete_tag, merge_tag, delete_original, delete_originals),
    ],
)
def test_every_change_of_what_an_author_entered_makes_one_revision(change):
    article = make_article(
        category=make_topic("Old"),
        series=Series.objects.create(name="Course"),
        translation_of=make_article(language="zh-hans"),
        language="en",
    )
    article.tags.add("first")
    before = revisions_of(article)
    change(article)
    new, *rest = revisions_of(article)
    assert rest == before
    assert Draft.objects.get(pk=article.pk).live == new
    assert new.content.changed_fields(before[0].content)


def test_bulk_create_is_recorded(author):
    made = Article.objects.bulk_create(
        Article(title=f"{n}", slug=f"{n}", body="text", author=author) for n in range(3)
    )
    assert [kinds(article) for article in made] == [["saved"]] * 3


def test_renamed_tag_or_topic_is_no_change_of_its_articles():
    article = make_article(category=make_topic("Old"))
    article.tags.add("first")
    before = revisions_of(article)
    article.category.name = "New"
    article.category.save()
    Tag.objects.filter(name="first").update(name="renamed")
    article.save()
    assert revisions_of(article) == before


def test_text_changed_by_plain_sql_is_kept_before_it_is_replaced():
    article = make_article(body="one")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET body = 'by SQL'")
    article.body = "three"
    article.save()
    assert [r.text.text for r in revisions_of(article)] == ["three", "by SQL", "one"]


CRLF, LF = "one\r\n\r\ntwo\r\n", "one\n\ntwo\n"


def save_new(**values):
    return make_article(**values)


def save_again(**values):
    article = make_article()
    for name, value in values.items():
        setattr(article, name, value)
    article.save()
    assert article.body == LF
    return article


def update(**values):
    article = make_article()
    Article.objects.filter(pk=article.pk).update(**values)
    return article


def update_in_bulk(**values):
    article = make_article()
    article.body, article.summary = values["body"], values["summary"]
    Article.objects.bulk_update([article], ["body", "summary"])
    return article


def create_in_bulk(**values):
    author = make_user("writer")
    [article] = Article.objects.bulk_create([Article(title="T", slug="t", author=author, **values)])
    return article


@pytest.mark.parametrize(
    "write",
    [save_new, save_again, update, update_in_bulk, create_in_bulk],
    ids=lambda w: w.__name__,
)
@pytest.mark.parametrize("text", [CRLF, LF.replace("\n", "\r")])
def test_line_ends_are_the_same_whoever_writes_a_text(write, text):
    article = write(body=text, summary=text)
    stored = Article.objects.get(pk=article.pk)
    assert (stored.body, stored.summary) == (LF, LF)
    assert draft_of(article).live.content.body == LF


def test_text_with_other_line_ends_from_before_is_no_change(author):
    article = make_article(author=author, body=LF)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET body = %s", [CRLF])
    older = draft_of(article).live
    older.text.data = compress_text(CRLF)
    older.text.save()
    Revision.objects.filter(pk=older.pk).update(digest="of the text with its line ends")
    writer = Writer(article, author)
    writer.save(LF)
    Article.objects.get(pk=article.pk).save()
    assert revisions_of(article) == [older]
    assert not draft_of(article).has_changes
    rerender.rerender_texts(Article, [article.pk])
    assert Article.objects.get(pk=article.pk).html


def test_saving_what_is_there_makes_no_draft(author):
    article = make_article(author=author)
    Writer(article, author).save(article.body)
    assert len(revisions_of(article)) == 1


def test_equal_texts_are_stored_once():
    article = make_article(body="one")
    for body in ("two", "one", "two"):
        article.body = body
        article.save()
    assert len(revisions_of(article)) == 4
    assert StoredText.objects.filter(article=article).count() == 2


def test_deleting_an_article_deletes_its_history():
    article = make_article()
    article.body = "two"
    article.save()
    article.delete()
    assert [model.objects.count() for model in (Revision, Draft, StoredText)] == [0, 0, 0]


def test_admin_records_form_and_tags_once_with_the_user(client, editor):
    article = make_article(status="draft")
    client.force_login(editor)
    address = reverse("admin:articles_article_change", args=[article.pk])
    form = client.get(address).context["adminform"].form
    sent = {name: "" if value is None else value for name, value in form.initial.items()}
    sent |= {"published_at_0": "", "published_at_1": "", "cover": "", "tags": "nlp, 注意力"}
    sent |= {"body": "by the\r\nform", "slug": article.slug, "author": article.author_id}
    assert client.post(address, sent).status_code == 302
    new, old = revisions_of(article)
    assert (new.author, new.text.text, len(new.metadata["tags"])) == (editor, "by the\nform", 2)
    assert new.parent == old


def test_line_ends_of_a_browser_make_nobody_the_writer_of_a_text(client, author, editor):
    article = make_article(author=author, body=LF, status="draft")
    client.force_login(editor)
    address = reverse("admin:articles_article_change", args=[article.pk])
    form = client.get(address).context["adminform"].form
    sent = {name: "" if value is None else value for name, value in form.initial.items()}
    sent |= {"published_at_0": "", "published_at_1": "", "cover": "", "tags": "nlp"}
    assert client.post(address, sent | {"body": CRLF}).status_code == 302
    stored = Article.objects.get(pk=article.pk)
    assert (stored.written_by, stored.body, list(stored.tags.names())) == (author, LF, ["nlp"])


@pytest.mark.django_db(transaction=True)
def test_recording_is_in_the_transaction_of_the_change(committed):
    article = make_article()
    with transaction.atomic():
        article.tags.add("nlp")
        transaction.set_rollback(True)
    assert len(revisions_of(article)) == 1


def test_import_is_recorded_once_and_says_so(author, tmp_path):
    for body in ("first text", "second text"):
        (tmp_path / "note.md").write_text(f"---\ntags: [a, b]\n---\n# Note\n\n{body}")
        import_folder(tmp_path, author=author)
    new, old = revisions_of(Article.objects.get())
    assert [(r.kind, r.author) for r in (new, old)] == [("imported", author)] * 2
    assert len(old.metadata["tags"]) == 2


def test_dry_run_of_an_import_records_nothing(author, tmp_path):
    (tmp_path / "note.md").write_text("# Note\n\ntext")
    import_folder(tmp_path, author=author, dry_run=True)
    assert not Revision.objects.exists()


def test_migrate_makes_the_first_revision_of_older_articles(author):
    article = make_article(body="old")
    for model in (Draft, Revision, StoredText):
        model.objects.all().delete()
    call_command("migrate", verbosity=0)
    (revision,) = revisions_of(article)
    assert revision.text.text == "old"
    call_command("migrate", verbosity=0)
    assert revisions_of(article) == [revision]
