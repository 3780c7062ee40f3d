"""Through many random edits of both sides nothing is lost, and conflicts keep both texts."""

import os

import pytest

from articles.models import Article
from desk.models import Draft, Revision
from sync.models import SyncedFile
from tests.sync.random_edits import WORD, RandomEdits

pytestmark = pytest.mark.django_db
# The whole figures: SYNC_NOTES=2000 SYNC_EDITS=500
NOTES, EDITS = int(os.environ.get("SYNC_NOTES", "6")), int(os.environ.get("SYNC_EDITS", "24"))


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.either_database)])
def test_a_folder_stays_equal_through_random_edits_of_both_sides(kept, seed):
    edits = RandomEdits(kept, seed)
    for _note in range(NOTES):
        edits.add_file()
    kept.sync()
    conflicts = []
    done = 0
    while done < EDITS:
        for _edit in range(edits.random.randint(1, 4)):
            edits.random.choice((edits.files, edits.desk) * 3 + (edits.both,))()
            done += 1
        report = kept.sync(deletes_many=True)
        assert not report.skipped
        conflicts += report.files("conflicts")
        check_kept(report.files("conflicts"))
        again = kept.sync(deletes_many=True)
        assert again.is_empty, (edits.log, str(report), str(again))
    assert conflicts
    assert edits.lost_words() == set()
    assert edits.published_secrets() == []
    check_equal(edits)
    print(f"{NOTES} notes, {done} edits, {len(conflicts)} conflicts, {len(edits.words)} words")


def check_kept(names):
    """The other text of a conflict is a draft that the desk shows as one, or in the history."""
    for row in SyncedFile.objects.filter(name__in=names):
        aside = Revision.objects.filter(article=row.article_id, fork__isnull=False)
        assert Draft.objects.get(pk=row.article_id).has_diverged or aside.exists()


def check_equal(edits):
    """Each article has one file with the same words, and each file an article."""
    rows = list(SyncedFile.objects.select_related("article"))
    assert {row.article_id for row in rows} == {article.pk for article in edits.articles()}
    assert {row.name for row in rows} == {
        path.relative_to(edits.kept.root).as_posix() for path in edits.notes()
    }
    for row in rows:
        text = edits.kept.read(row.name)
        assert WORD.findall(row.article.body) == WORD.findall(text.rpartition("---")[2]), row.name
        assert row.article.title in text
    assert Article.objects.count() >= len(rows)
