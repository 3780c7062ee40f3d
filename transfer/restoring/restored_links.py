"""What needs all articles of an import: originals, former slugs, drafts, the trash."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from articles.models import Article, Page, Redirect
from articles.models.trash import TrashEntry
from transfer.links.translations import link_translation
from transfer.reading.own_front_matter import OwnValues
from transfer.restoring.restored_drafts import restore_drafts
from transfer.restoring.restored_files import OwnLibrary
from transfer.restoring.restored_history import restore_history


@dataclass(frozen=True, slots=True)
class RestoredLinks:
    """`originals` are the ids of the originals of articles, by their primary keys.

    `folders` are those of new articles in the export, `deleted` when they came into the trash.
    """

    library: OwnLibrary
    originals: dict[int, UUID] = field(default_factory=dict)
    former_slugs: list[tuple[str, str, int]] = field(default_factory=list)
    folders: dict[int, Path] = field(default_factory=dict)
    deleted: dict[int, datetime] = field(default_factory=dict)

    def add(self, thing: Article | Page, own: OwnValues, file: Path, *, is_new: bool) -> None:
        """Earlier texts and the trash only count for what is new: nothing newer is replaced."""
        self.former_slugs.extend((str(thing.KIND), slug, thing.pk) for slug in own.former_slugs)
        if isinstance(thing, Page):
            return
        if own.translation_of:
            self.originals[thing.pk] = own.translation_of
        if is_new:
            self.folders[thing.pk] = file.parent
        if is_new and own.deleted:
            self.deleted[thing.pk] = own.deleted

    def link(self) -> None:
        """Link translations, and redirect former slugs that nothing here has."""
        for key, uid in self.originals.items():
            set_original(key, uid)
        for kind, slug, target in self.former_slugs:
            Redirect.objects.get_or_create(kind=kind, slug=slug, defaults={"target": target})

    def add_texts(self) -> None:
        """Add drafts to the history as it is stored, and move to the trash what was there."""
        for key, folder in self.folders.items():
            restore_drafts(key, folder, self.library)
            restore_history(key, folder, self.library)
        for key, moment in self.deleted.items():
            Article.objects.get(pk=key).move_to_trash(self.library.options.importer)
            TrashEntry.objects.filter(article=key).update(deleted_at=moment)


def set_original(article: int, uid: UUID) -> None:
    found = Article.objects.filter(pk=article).select_related("translation_of").first()
    original = Article.objects.filter(uid=uid).first()
    if found and original and found.translation_of != original:
        found.translation_of = None
        link_translation(found, original)
