"""A folder and the site: what changes on one side comes to the other."""

import errno
import shutil

import pytest
from django.utils import translation

from articles.models import Article, Page
from desk.models import Draft, Revision
from desk.writing.publishing import publish_changes
from desk.writing.saving import autosave
from sync import passes
from sync.folder import writing
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
HEAD = "---\ntitle: 梯度\ndate: 2024-01-02\ntags: [自动微分]  # mine\ncategory: 深度学习\n---\n"
NOTE = f"{HEAD}\n正文 $x$。\n"


def test_a_new_file_becomes_an_article_and_an_edit_of_it_follows(kept):
    kept.write("ti-du.md", NOTE)
    assert kept.sync().files("created") == ["ti-du.md"]
    article = Article.objects.get()
    assert (article.title, article.status) == ("梯度", "published")
    assert kept.sync().is_empty
    kept.write("ti-du.md", NOTE.replace("正文", "改过的正文"))
    assert kept.sync().files("updated") == ["ti-du.md"]
    article.refresh_from_db()
    assert "改过的正文" in article.body
    assert kept.read("ti-du.md") == NOTE.replace("正文", "改过的正文")
    assert kept.sync().is_empty


def test_an_edit_at_the_desk_changes_only_its_lines_of_the_file(kept):
    kept.write("ti-du.md", NOTE.replace("\n", "\r\n"))
    kept.sync()
    article = Article.objects.get()
    kept.edit(article, body="正文 $x$，还有 $y$。\n", title="梯度下降")
    assert kept.sync().files("written") == ["ti-du.md"]
    wanted = NOTE.replace("梯度", "梯度下降").replace("$x$。", "$x$，还有 $y$。")
    assert kept.read("ti-du.md") == wanted.replace("\n", "\r\n")
    assert kept.sync().is_empty


def test_links_of_a_file_stay_when_its_text_is_edited_at_the_desk(kept):
    kept.write("a.md", "---\ndate: 2024-01-02\n---\n# A\n\nSee [b](sub/b.md) and [[b]].\n\nOne.\n")
    kept.write("sub/b.md", "---\ndate: 2024-01-02\n---\n# B\n\nText.\n")
    kept.sync()
    article = Article.objects.get(title="A")
    assert "/articles/b/" in article.body
    kept.edit(article, body=article.body.replace("One.", "Two.\n\nThree."), title="New A")
    kept.sync()
    assert kept.read("a.md") == (
        "---\ndate: 2024-01-02\n---\n# New A\n\nSee [b](sub/b.md) and [[b]].\n\nTwo.\n\nThree.\n"
    )
    assert kept.sync().is_empty


def test_an_article_of_the_desk_becomes_a_file_and_is_edited_there(kept):
    article = make_article(title="在站上写的", slug="zhan", body="正文。\n")
    assert kept.sync().files("added") == ["zhan.md"]
    text = kept.read("zhan.md")
    assert "updated:" not in text
    assert kept.sync().is_empty
    kept.write("zhan.md", text.replace("正文。", "文件里改过。"))
    kept.sync()
    article.refresh_from_db()
    assert article.body == "文件里改过。\n"
    assert Article.objects.count() == 1


def test_edits_of_both_sides_are_merged(kept):
    kept.write("a.md", "---\ndate: 2024-01-02\n---\n# A\n\nFirst.\n\nSecond.\n\nThird.\n")
    kept.sync()
    article = Article.objects.get()
    kept.edit(article, body=article.body.replace("Third.", "Third, edited here."))
    kept.write("a.md", kept.read("a.md").replace("First.", "First, edited there."))
    assert kept.sync().files("merged") == ["a.md"]
    article.refresh_from_db()
    assert article.body == "First, edited there.\n\nSecond.\n\nThird, edited here.\n"
    assert kept.read("a.md").endswith("# A\n\n" + article.body)
    assert kept.sync().is_empty


def test_a_conflict_keeps_both_and_says_so(kept):
    kept.write("a.md", "---\ndate: 2024-01-02\n---\n# A\n\nOne word.\n")
    kept.sync()
    article = Article.objects.get()
    kept.edit(article, body="One sentence of the desk.\n")
    kept.write("a.md", kept.read("a.md").replace("One word.", "Another text of the file."))
    report = kept.sync()
    assert report.files("conflicts") == ["a.md"]
    with translation.override("en"):
        assert "draft at the desk" in str(report)
    article.refresh_from_db()
    assert article.body == "Another text of the file.\n"
    draft = Draft.objects.with_revisions().get()
    assert draft.has_diverged
    assert draft.head.content.body == "One sentence of the desk.\n"
    assert kept.sync().is_empty


def test_a_conflict_beside_a_draft_is_in_the_history(kept):
    kept.write("a.md", "---\ndate: 2024-01-02\n---\n# A\n\nOne word.\n")
    kept.sync()
    article = Article.objects.get()
    Article.objects.filter(pk=article.pk).update(body="By a program.\n")
    draft = Draft.objects.with_revisions().get()
    autosave(
        article, draft.head.content.changed(body="Typed.\n"), base=draft.head_id, by=kept.author
    )
    kept.write("a.md", kept.read("a.md").replace("One word.", "Of the file."))
    assert kept.sync().files("conflicts") == ["a.md"]
    texts = {each.content.body for each in Revision.objects.with_texts()}
    assert {"By a program.\n", "Typed.\n", "Of the file.\n"} <= texts
    assert Draft.objects.with_revisions().get().head.content.body == "Typed.\n"


def test_a_deleted_file_moves_its_article_to_the_trash_and_back(kept):
    kept.write("a.md", NOTE)
    kept.write("b.md", NOTE)
    kept.sync()
    (kept.root / "a.md").rename(kept.root.parent / "a.md")
    assert kept.sync().files("trashed") == ["a.md"]
    assert Article.objects.in_trash().count() == 1
    assert kept.sync().is_empty
    (kept.root.parent / "a.md").rename(kept.root / "c.md")
    assert kept.sync().files("restored") == ["c.md"]
    assert Article.objects.kept().count() == 2


def test_many_files_gone_delete_nothing_until_somebody_says_so(kept, monkeypatch):
    monkeypatch.setattr(passes, "MOST_GONE", 2)
    for number in range(7):
        kept.write(f"{number % 2}/{number}.md", NOTE.replace("x", str(number)))
    kept.sync()
    shutil.rmtree(kept.root / "1")
    with pytest.raises(passes.ManyGone):
        kept.sync()
    assert not Article.objects.in_trash().exists()
    kept.sync(deletes_many=True)
    assert Article.objects.in_trash().count() == 3
    shutil.rmtree(kept.root)
    with pytest.raises(passes.FolderMissing):
        kept.sync(deletes_many=True)
    assert Article.objects.in_trash().count() == 3


def test_what_cannot_be_written_is_said_and_tried_again(kept, monkeypatch):
    kept.write("a.md", NOTE)
    kept.write("b.md", NOTE.replace("梯度", "散度"))
    kept.sync()
    Article.objects.get(title="梯度").move_to_trash()
    kept.edit(Article.objects.get(title="散度"), body="Edited.")
    make_article(slug="c", author=kept.author)
    kept.write(".trash", "a file where a folder should be")
    with monkeypatch.context() as full_disk:
        full_disk.setattr(writing.os, "fsync", refuse_to_write)
        report = kept.sync()
    assert sorted(report.files("unwritable")) == ["a.md", "b.md", "c.md"]
    assert report.is_stuck
    assert "No space left on device" in str(report)
    (kept.root / ".trash").unlink()
    kept.sync()
    assert kept.names == [".trash/a.md", "b.md", "c.md"]
    assert "Edited." in kept.read("b.md")


def refuse_to_write(_file):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_deleted_file_hides_its_page_until_it_is_there_again(kept):
    kept.write("about.md", "---\ntitle: About\ntype: page\n---\n\nFirst.\n")
    kept.write("a.md", NOTE)
    kept.sync()
    text = kept.read("about.md")
    (kept.root / "about.md").unlink()
    assert kept.sync().files("hidden") == ["about.md"]
    for _time in range(2):
        assert kept.sync().is_empty
    assert not Page.objects.get().is_published
    assert kept.names == ["a.md"]
    kept.write("about.md", text)
    kept.sync()
    assert Page.objects.get().is_published
    (kept.root / "about.md").unlink()
    kept.sync()
    Page.objects.update(body="Edited at the desk.")
    assert kept.sync().files("restored") == ["about.md"]
    assert "Edited at the desk." in kept.read("about.md")


def test_a_new_file_of_the_name_of_a_deleted_one_is_another_article(kept):
    kept.write("untitled.md", NOTE)
    kept.write("b.md", NOTE)
    kept.sync()
    (kept.root / "untitled.md").unlink()
    kept.sync()
    kept.write("untitled.md", "A private thought.\n")
    kept.sync()
    assert Article.objects.kept().get(source_path="notes/untitled.md").status == "draft"


def test_what_is_ignored_later_stays_on_both_sides(kept):
    kept.write("ti-du.md", NOTE)
    kept.write("other.md", NOTE.replace("梯度", "别的"))
    kept.sync()
    kept.write(".longwaveignore", "ti-du.md\nzhan.md\n")
    make_article(title="在站上写的", slug="zhan", body="正文。\n")
    assert kept.sync().is_empty
    assert kept.sync().is_empty
    assert not Article.objects.in_trash().exists()
    assert not (kept.root / "zhan.md").exists()


def test_an_article_in_the_trash_takes_its_file_along(kept):
    kept.write("sub/a.md", NOTE)
    kept.sync()
    Article.objects.get().move_to_trash()
    assert kept.sync().files("removed") == ["sub/a.md"]
    assert kept.names == [".trash/sub/a.md"]
    assert kept.sync().is_empty


def test_what_is_deleted_on_one_side_and_edited_on_the_other_stays(kept):
    for name in ("a.md", "b.md"):
        kept.write(name, NOTE.replace("梯度", name))
    kept.sync()
    by_file, by_desk = Article.objects.order_by("title")
    kept.edit(by_file, body="Edited here.\n")
    (kept.root / "a.md").unlink()
    by_desk.move_to_trash()
    kept.write("b.md", NOTE.replace("正文", "edited there"))
    report = kept.sync()
    assert sorted(report.files("restored")) == ["a.md", "b.md"]
    assert Article.objects.kept().count() == 2
    assert any("Edited here." in kept.read(name) for name in kept.names)
    assert kept.sync().is_empty


def test_a_renamed_file_keeps_its_article_also_if_it_was_edited(kept):
    lines = "\n\n".join(f"Line {number}." for number in range(9))
    kept.write("a.md", f"---\ndate: 2024-01-02\n---\n# A\n\n{lines}\n")
    kept.sync()
    article = Article.objects.get()
    (kept.root / "a.md").rename(kept.root / "b.md")
    assert kept.sync().files("renamed") == ["b.md"]
    (kept.root / "sub").mkdir()
    (kept.root / "b.md").rename(kept.root / "sub" / "c.md")
    kept.write("sub/c.md", kept.read("sub/c.md") + "\nMore.\n")
    assert kept.sync().files("renamed") == ["sub/c.md"]
    assert Article.objects.get().pk == article.pk
    assert "More." in Article.objects.get().body


def test_drafts_stay_drafts_on_both_sides(kept):
    kept.write("a.md", "No date, no word of who may read it.\n")
    kept.write("b.md", NOTE.replace("date", "draft: true\ndate"))
    make_article(title="Hidden", slug="hidden", status="draft", body="Not yet.\n")
    kept.sync()
    assert set(Article.objects.values_list("status", flat=True)) == {"draft"}
    assert "status: draft" in kept.read("hidden.md")
    kept.write("hidden.md", kept.read("hidden.md").replace("Not yet", "Still not"))
    kept.sync()
    assert Article.objects.get(title="Hidden").status == "draft"


def test_what_is_published_and_withdrawn_at_the_desk_is_so_in_the_file(kept):
    kept.write("a.md", NOTE.replace("date", "draft: true\ndate"))
    kept.sync()
    article = Article.objects.get()
    draft = Draft.objects.get()
    publish_changes(article, base=draft.head_id, by=kept.author)
    kept.sync()
    assert "draft: false" in kept.read("a.md")
    Article.objects.filter(pk=article.pk).unpublish()
    kept.sync()
    assert "draft: true" in kept.read("a.md")
    kept.write("a.md", kept.read("a.md").replace("draft: true", "draft: false"))
    kept.sync()
    assert Article.objects.get().status == "published"


def test_a_key_that_is_removed_from_a_file_is_cleared(kept):
    kept.write("a.md", NOTE)
    kept.sync()
    kept.write("a.md", "\n".join(line for line in NOTE.split("\n") if "tags" not in line))
    kept.sync()
    assert Article.objects.get().tags.count() == 0
    assert Article.objects.get().category.name == "深度学习"
    assert kept.sync().is_empty


def test_a_new_tag_in_a_file_that_the_site_has_written_is_made(kept):
    make_article(title="Of the site", slug="of-the-site")
    kept.sync()
    text = kept.read("of-the-site.md")
    kept.write("of-the-site.md", text.replace("---\n", "---\ntags: [新标签]\n", 1))
    assert not kept.sync().skipped
    assert [tag.name for tag in Article.objects.get().tags.all()] == ["新标签"]
