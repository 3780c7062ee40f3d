"""Pictures of other sites are copied on wish, and take their places in the imported texts."""

import pytest

from articles.models import Article, Page
from media.models import MediaFile
from tests.media.samples import picture
from tests.transfer.runs.conftest import post
from transfer.import_progress import Progress
from transfer.importer import import_folder

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("media_folders", "english"),
]


@pytest.fixture
def folder(tmp_path, asked_site):
    """A folder whose texts show three pictures of another site; one of them is missing."""
    first, cover = (
        asked_site.answer(f"/{name}.png", picture("PNG", size))
        for name, size in (("a", (40, 30)), ("b", (30, 40)))
    )
    gone = asked_site.url("/gone.png")
    root = tmp_path / "blog"
    root.mkdir()
    article = post("一", f"![图]({first}) ![没了]({gone})", date="2020-01-02", cover=cover)
    (root / "1.md").write_text(article)
    (root / "about.md").write_text(post("关于", f"![图]({first})", layout="page"))
    return root


def test_copies_take_their_places_and_the_next_import_changes_nothing(folder, author, asked_site):
    report = import_folder(folder, author=author, fetch_images=True)
    article, page = Article.objects.get(), Page.objects.get()
    assert (report.pictures, len(asked_site.asked)) == (2, 3)
    assert "/files/" in article.body
    assert asked_site.url("/a.png") not in article.body
    assert "/files/" in article.cover.name
    assert page.body.count("/files/") == 1
    assert [(r.file, r.code) for r in report.problems if r.code.startswith("picture")] == [
        ("1.md", "picture-not-copied")
    ]
    assert any(note.startswith("127.0.0.1, 1 not copied") for note in report.notes)
    again = import_folder(folder, author=author)
    assert len(again.unchanged) == 2
    assert not [each for each in again.problems if "edit" in each.code]
    assert [str(note) for note in again.notes if note.code == "remote-pictures"] != []
    assert MediaFile.objects.count() == 2


def test_without_the_wish_one_line_counts_them_and_nothing_is_asked(folder, author, asked_site):
    report = import_folder(folder, author=author)
    assert [note.code for note in report.notes] == ["remote-pictures"]
    assert ": 3." in report.notes[0]
    planned = import_folder(folder, author=author, fetch_images=True, dry_run=True)
    assert [note.code for note in planned.notes] == ["remote-pictures-planned"]
    assert asked_site.asked == []


def test_private_addresses_are_not_asked(folder, author, asked_site, settings):
    settings.FETCH_NETWORKS = []
    report = import_folder(folder, author=author, fetch_images=True)
    assert (report.pictures, asked_site.asked) == (0, [])
    assert "private network" in " ".join(report.notes)
    assert asked_site.url("/a.png") in Article.objects.get().body


def test_interrupted_copying_goes_on_and_fetches_nothing_twice(folder, author, asked_site):
    class Stop(Progress):
        def pictures(self, copies, number):
            for copy in copies:
                yield copy
                if copy.is_there:
                    return

    import_folder(folder, author=author, fetch_images=True, progress=Stop())
    import_folder(folder, author=author, fetch_images=True)
    paths = [path for _host, path in asked_site.asked]
    assert MediaFile.objects.count() == 2
    assert paths.count("/a.png") + paths.count("/b.png") <= 3  # one was there
