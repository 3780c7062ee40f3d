"""What a person has on this site, in numbers."""

from dataclasses import dataclass
from typing import Any

from articles.models import Article
from desk.models import Comment, Draft, Revision
from media.models import MediaFile


@dataclass(frozen=True, slots=True)
class Belongings:
    """`articles` has all of them: `drafts` that nobody has published, and those in the trash."""

    articles: int
    drafts: int
    trashed: int
    unpublished_changes: int
    files: int
    comments: int
    revisions: int

    @property
    def must_stay(self) -> bool:
        """Whether there are articles, which need an author."""
        return self.articles > 0


def belongings_of(person: Any) -> Belongings:
    theirs = Article.objects.filter(author=person)
    drafts = theirs.filter(status=Article.Status.DRAFT)
    return Belongings(
        articles=theirs.count(),
        drafts=drafts.kept().count(),
        trashed=theirs.in_trash().count(),
        unpublished_changes=Draft.objects.with_changes().filter(article__author=person).count(),
        files=MediaFile.objects.filter(owner=person).count(),
        comments=Comment.objects.filter(author=person).count(),
        revisions=Revision.objects.filter(author=person).count(),
    )
