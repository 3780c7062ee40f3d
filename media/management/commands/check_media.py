"""Compares tables and storages of files, and repairs what can be repaired."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from media.buckets import BucketError
from media.checking import file_problems


class Command(BaseCommand):
    help = (
        "List files that are missing, damaged or orphaned, and uses that are wrong. With --fix, "
        "orphaned files are deleted, missing variants are made again, and uses are corrected. "
        "Missing and damaged files can only come from a backup. Files on the disk are read; of "
        "those in a bucket the sizes are compared, unless there is --deep."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fix", action="store_true", help="repair what can be repaired")
        parser.add_argument("--deep", action="store_true", help="read all files in a bucket, too")

    def handle(self, *args: Any, **options: Any) -> None:
        left = fixed = 0
        try:
            for problem in file_problems(fix=options["fix"], deep=options["deep"]):
                fixed += problem.is_fixed
                left += not problem.is_fixed
                self.stdout.write(f"{problem.kind}: {problem.name}{' (fixed)' * problem.is_fixed}")
        except BucketError as error:
            raise CommandError(str(error)) from error
        if left:
            raise CommandError(f"{left} problems are left, {fixed} are fixed.")
        self.stdout.write(f"All files are as they should be; {fixed} problems are fixed.")
