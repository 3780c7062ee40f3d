"""Reads a planned file for an import: its links lead to the new addresses, its files are copied."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles.models.markdown import Dialect
from rendering import File, KnownNames, Target
from rendering.markdown_source import source_links
from transfer import plan
from transfer.import_options import ImportOptions
from transfer.links.attachments import UploadCopier
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


@dataclass(frozen=True, slots=True)
class FileReader:
    """`addresses` are the new ones by file. `coming` are the articles that readers will see, and
    `drafts` the others, by their address."""

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

    def read(self, entry: PlannedFile) -> ReadFile:
        """Read a file, rewrite its links, and copy the files that it shows."""
        if entry.is_page:
            self.options.check_may_write_pages()
        source = entry.source or plan.read_again(entry, self.root, self.site)
        targets = LinkTargets(
            entry, self.root, self.addresses, self.old_addresses, self.vault, self.uploads
        )
        if source.own:
            stated = self.restored_stated_values(entry, source, source.own, targets)
        else:
            stated = self.stated_values(entry, source, targets)
        files = {address: File(address) for address in targets.copied}
        return ReadFile(entry, source, targets, stated, KnownNames(self.coming, files, self.drafts))

    def stated_values(
        self, entry: PlannedFile, source: SourceFile, targets: LinkTargets
    ) -> dict[str, Any]:
        """The values that do not come from front matter."""
        dialect = self.options.dialect
        has_wiki_links = (dialect or entry.dialect) == Dialect.COMMONMARK
        stated: dict[str, Any] = {
            "title": source.title,
            "slug": entry.slug,
            "source_path": entry.origin,
            "body": source_links.rewrite_links(
                self.site.plain_text(source.body), targets.new_target, wiki=has_wiki_links
            ),
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
