"""Reads a planned file for an import: its links lead to the new addresses, its files are copied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from articles.models.markdown import Dialect
from rendering import File, KnownNames, Target
from rendering.markdown_source import source_links
from transfer import plan
from transfer.import_options import ImportOptions
from transfer.links.attachments import UploadCopier
from transfer.links.embedded_parts import EmbeddedParts
from transfer.links.former_addresses import OldAddresses
from transfer.links.local_targets import LinkTargets
from transfer.links.remote_pictures import RemotePictures, remote_cover
from transfer.plan import PlannedFile
from transfer.read_files import ReadFile
from transfer.reading.own_front_matter import OwnValues
from transfer.reading.source_file import SourceFile
from transfer.restoring.restored_files import OwnLibrary, RestoredFiles
from transfer.sites.obsidian import Vault
from transfer.sites.site import Site


@dataclass(slots=True)
class FileReader:
    """`entries` are the texts of the import. `addresses` are the new ones by file. `coming` are the
    articles that readers will see, and `drafts` the others, by their address."""

    root: Path
    site: Site
    options: ImportOptions
    addresses: Mapping[Path, str]
    old_addresses: OldAddresses
    coming: Mapping[str, Target]
    drafts: frozenset[str]
    vault: Vault
    uploads: UploadCopier
    pictures: RemotePictures
    library: OwnLibrary
    entries: Sequence[PlannedFile]
    parts: EmbeddedParts = field(init=False)

    def __post_init__(self) -> None:
        shown = self.entries if self.options.copies_parts else ()
        self.parts = EmbeddedParts(shown, self.source_of, self.targets_of)

    def read(self, entry: PlannedFile) -> ReadFile:
        """Read a file, rewrite its links, and copy the files that it shows."""
        if entry.is_page:
            self.options.check_may_write_pages()
        source, targets = self.source_of(entry), self.targets_of(entry)
        if source.own:
            stated = self.restored_stated_values(entry, source, source.own, targets)
        else:
            stated = self.stated_values(entry, source, targets)
        files = {address: File(address) for address in targets.copied}
        return ReadFile(entry, source, targets, stated, KnownNames(self.coming, files, self.drafts))

    def source_of(self, entry: PlannedFile) -> SourceFile:
        return entry.source or plan.read_again(entry, self.root, self.site)

    def targets_of(self, entry: PlannedFile) -> LinkTargets:
        return LinkTargets(
            entry, self.root, self.addresses, self.old_addresses, self.vault, self.uploads
        )

    def body(self, text: str, targets: LinkTargets, dialect: str) -> str:
        """Return the text with the new targets of its links, and the parts that it shows."""
        plain = self.site.plain_text(text)
        if dialect == Dialect.COMMONMARK:
            return self.parts.body(plain, targets)
        return source_links.rewrite_links(plain, targets.new_target)

    def stated_values(
        self, entry: PlannedFile, source: SourceFile, targets: LinkTargets
    ) -> dict[str, Any]:
        """The values that do not come from front matter."""
        dialect = self.options.dialect
        stated: dict[str, Any] = {
            "title": source.title,
            "slug": entry.slug,
            "source_path": entry.origin,
            "body": self.body(source.body, targets, dialect or entry.dialect),
            "language": entry.language,
            "dialect": dialect,
        }
        stated = {name: value for name, value in stated.items() if value is not None}
        if entry.is_page:
            body = self.pictures.body_with_copies(stated["body"], self.options.author)
            stated["body"] = body
            return stated
        cover = source.front.cover
        if cover and not remote_cover(cover) and (copy := targets.copy_cover(cover)):
            stated["cover"] = copy
        return stated

    def restored_stated_values(
        self, entry: PlannedFile, source: SourceFile, own: OwnValues, targets: LinkTargets
    ) -> dict[str, Any]:
        """The same of a file that this system wrote. Only links that lead nowhere here change."""
        files = RestoredFiles(entry.file.parent, own.files, self.library)
        files.add_missing()
        targets.problems.extend(files.problems)
        targets.copied.update(files.copied)
        body = files.body(source.body)
        if not self.site.is_exact:
            body = source_links.rewrite_links(body, targets.target_beside, wiki=True)
        stated = {
            "title": source.title,
            "slug": entry.slug,
            "source_path": entry.origin,
            "body": body,
        }
        cover = {} if entry.is_page else {"cover": files.cover(source.front.cover)}
        return stated | cover
