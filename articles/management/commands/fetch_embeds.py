"""manage.py fetch_embeds: titles and pictures of pages that articles show as cards."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from articles.models import EmbeddedPage
from articles.publishing import embed_fetching
from articles.publishing.wording import worded

OFF = "The site settings do not allow it: see “Embeds” in the admin, under “Site settings”."


class Command(BaseCommand):
    help = (
        "Ask YouTube, Bilibili and others for the titles and pictures of the pages that articles "
        "show as cards. Saving does so too, in the background; this also asks for what failed "
        "some time ago."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", action="store_true", help="also ask for what is known")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        if not embed_fetching.may_ask():
            raise CommandError(OFF)
        embed_fetching.add_all()
        EmbeddedPage.objects.ask_again(also_known=options["again"])
        succeeded, failed = embed_fetching.fetch_due(embed_fetching.TRANSPORT)
        faults: Any = EmbeddedPage.objects.failed().values_list("key", "fault")
        for key, fault in faults:
            self.stdout.write(f"{key}: {worded(fault)}")
        self.stdout.write(f"{succeeded} fetched, {failed} failed")
