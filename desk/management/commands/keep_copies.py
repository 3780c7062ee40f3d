"""Copies the pictures that articles show from other sites into the library."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from articles.models import Article
from desk.models import Draft
from desk.remote_files.copying_verbs import put_copies
from desk.remote_files.remote_links import remote_addresses
from desk.writing.outcomes import Saved
from desk.writing.publishing import publish_changes
from media.models import RemoteCopy
from media.refusal_sentences import refusal_in_words
from media.storing import copy_files


class Command(BaseCommand):
    help = (
        "Copy pictures, videos and sounds of other sites that articles show, and let their drafts "
        "show the copies. It can be broken off and run again: nothing is fetched twice, and what "
        "was refused is tried again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--article", metavar="SLUG", help="the slug of one article")
        which.add_argument("--all", action="store_true", help="all articles")
        parser.add_argument(
            "--publish",
            action="store_true",
            help="let readers of published articles see the copies, unless the draft has other "
            "changes",
        )
        parser.add_argument("--dry-run", action="store_true", help="only list the addresses")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        articles = refused = 0
        for draft, addresses in drafts_with_remote_files(options["article"]):
            articles += 1
            self.stdout.write(f"{draft.article.slug}: {len(addresses)} on other sites")
            if options["dry_run"]:
                self.stdout.writelines(f"  {address}" for address in addresses)
            else:
                refused += self.keep(draft, addresses, publish=options["publish"])
        if not articles:
            self.stdout.write("No article shows files of other sites.")
        if refused:
            raise CommandError(f"{refused} files were not copied; the reasons are above.")

    def keep(self, draft: Draft, addresses: list[str], *, publish: bool) -> int:
        """Return how many were refused."""
        article, had_changes = draft.article, draft.has_changes
        copies = copy_files(addresses, article.author, self.report)
        outcome = put_copies(article, addresses, article.author)
        if isinstance(outcome, Saved) and publish and article.status != Article.Status.DRAFT:
            if had_changes:
                self.stdout.write("  Its draft has other changes, so it is not published.")
            else:
                publish_changes(article, base=outcome.revision.pk, by=article.author)
        return sum(not copy.is_there for copy in copies)

    def report(self, copy: RemoteCopy) -> None:
        if refused := copy.refused:
            self.stderr.write(f"  {copy.address}: {refusal_in_words(refused)}")
        elif copy.file:
            self.stdout.write(f"  {copy.address} → {copy.file.get_absolute_url()}")


def drafts_with_remote_files(slug: str | None) -> Iterator[tuple[Draft, list[str]]]:
    kept = Article.objects.kept()
    if slug is not None and not kept.filter(slug=slug).exists():
        raise CommandError(f"There is no article {slug!r}.")
    chosen = kept.filter(slug=slug) if slug is not None else kept
    drafts = Draft.objects.select_related("head__text__base", "article__author")
    for key in list(chosen.order_by("pk").values_list("pk", flat=True)):
        draft = drafts.get(pk=key)
        if addresses := remote_addresses(draft.head.text.text):
            yield draft, addresses
