"""Moves all files to a bucket, or back to the disk, while the site runs."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from media.inspection.values import MEGABYTE

NO_BUCKET = (
    "Name a bucket first: LONGWAVE_MEDIA_S3 and its keys, with LONGWAVE_MEDIA_STORAGE=disk, so "
    "that the site goes on with the disk meanwhile. See docs/media.md."
)
NEXT = {
    ("s3", "disk"): (
        "All files are in the bucket; the site still uses those on the disk. Now remove "
        "LONGWAVE_MEDIA_STORAGE=disk, restart the site and its background tasks, and run this "
        "command once more for what came meanwhile."
    ),
    ("s3", "s3"): (
        "The site uses the bucket, and all files are there. uploads/ and originals/ of the data "
        "folder are not needed any more. No web server may send uploads/ from the disk now."
    ),
    ("disk", "s3"): (
        "All files are on the disk; the site still uses those in the bucket. Now set "
        "LONGWAVE_MEDIA_STORAGE=disk, restart the site and its background tasks, and run this "
        "command once more for what came meanwhile."
    ),
    ("disk", "disk"): (
        "The site uses the disk, and all files are there. The bucket and the variables of "
        "LONGWAVE_MEDIA_S3 are not needed any more."
    ),
}
OTHER_ADDRESS = (
    "If LONGWAVE_MEDIA_URL changes too, let articles name the new address: manage.py rerender --all"
)


class Command(BaseCommand):
    help = (
        "Copy all files to a bucket (--to s3) or to the disk (--to disk), and compare the copies. "
        "The site goes on with the files where they are, until you change the setting that is "
        "named at the end. It can be broken off and run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", required=True, choices=["s3", "disk"])
        parser.add_argument("--dry-run", action="store_true", help="only count, and copy nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.BUCKETS is None:
            raise CommandError(NO_BUCKET)
        from media.storing.moving import FAILED, move_files  # loads boto3

        files = move_files(options["to"], dry_run=options["dry_run"])
        number, size = dict.fromkeys(("copied", "present", "failed"), 0), 0
        try:
            for file in files:
                number[file.outcome] += 1
                size += file.size if file.outcome == "copied" else 0
                if file.outcome == FAILED:
                    self.stderr.write(f"{file.name}: {file.reason}")
                elif options["verbosity"] > 1:
                    self.stdout.write(f"{file.outcome}: {file.name}")
        except OSError as error:
            raise CommandError(str(error)) from error
        self.report(options, number, size)

    def report(self, options: dict[str, Any], number: dict[str, int], size: int) -> None:
        verb = "would be copied" if options["dry_run"] else "copied"
        self.stdout.write(
            f"{number['copied']} files ({size / MEGABYTE:.1f} MB) {verb}, "
            f"{number['present']} were there with the same bytes."
        )
        if number["failed"]:
            raise CommandError(f"{number['failed']} files were not copied. Run it again.")
        if not options["dry_run"]:
            self.stdout.write(NEXT[options["to"], settings.MEDIA_STORAGE])
            self.stdout.write(OTHER_ADDRESS)
