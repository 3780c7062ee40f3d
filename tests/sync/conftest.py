"""A folder and a site that are kept equal."""

from pathlib import Path

import pytest
from django.utils import translation

from articles.models import Article, User
from desk.models import Draft
from desk.writing.publishing import publish_changes
from desk.writing.saving import save_draft
from sync.passes import sync_folder
from sync.sync_options import SyncOptions
from sync.sync_report import SyncReport


class KeptFolder:
    """Writes files, edits articles at the desk, and synchronizes both."""

    def __init__(self, root: Path, author: User) -> None:
        self.root = root
        self.author = author
        self.refused: dict[str, str] = {}

    def sync(self, **chosen: object) -> SyncReport:
        with translation.override("en"):
            return sync_folder(self.options(**chosen))

    def options(self, **chosen: object) -> SyncOptions:
        return SyncOptions(root=self.root, author=self.author, **chosen)  # type: ignore[arg-type]

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def read(self, name: str) -> str:
        return (self.root / name).read_bytes().decode()

    @property
    def names(self) -> list[str]:
        files = (path for path in self.root.rglob("*") if path.is_file())
        return sorted(path.relative_to(self.root).as_posix() for path in files)

    def edit(self, article: Article, **values: object) -> Article:
        """What somebody changes at the desk, and publishes if readers see the article."""
        draft = Draft.objects.with_revisions().get(pk=article.pk)
        content = draft.head.content.changed(**values)
        saved = save_draft(article, content, base=draft.head_id, by=self.author)
        if draft.live.is_released:
            publish_changes(article, base=saved.revision.pk, by=self.author)
        return Article.objects.get(pk=article.pk)


@pytest.fixture
def kept(tmp_path, author, settings):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.SYNC_LOCKS = tmp_path / "locks"
    root = tmp_path / "notes"
    root.mkdir()
    return KeptFolder(root, author)
