"""manage.py backup: writes a backup of the site, also while it runs; lists and verifies backups."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import DatabaseError

from blog import serving_lock
from operations.backup_error import BackupError
from operations.backups.backup_targets import (
    BackupTarget,
    chosen_record,
    open_for_reading,
    shown_moment,
)
from operations.backups.backup_writing import backup_work_folder
from operations.backups.encryption import new_key_file
from operations.backups.listed_backups import is_on_disk_of_site
from operations.backups.records import BackupRecord
from operations.backups.runs import MadeBackup, back_up_site
from operations.backups.secrets import BackupSecrets
from operations.backups.verifying import verify_all

WITHOUT_BUCKET = (
    "Pictures and files are in the bucket of LONGWAVE_MEDIA_S3, which is not in this backup: let "
    "your provider keep former versions of it, or copy it too."
)
SAME_DISK = (
    "This backup is on the disk of the site, and is lost with it. Name another disk or a bucket: "
    "LONGWAVE_BACKUP_TO (docs/backup.md)."
)
MEGABYTE = 2**20


class Command(BaseCommand):
    help = (
        "Back up all that would be missed, while the site runs: the database, the uploads, a theme "
        "and fonts. In a folder or a bucket only what is new is copied, and old backups are "
        "deleted. A backup is read again before it counts."
    )
    requires_system_checks: list[str] = []  # noqa: RUF012 - a warning must not stop a backup

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "place",
            nargs="?",
            default="",
            help="a file such as /backups/longwave.tar, a folder, or s3://bucket/prefix; "
            "LONGWAVE_BACKUP_TO without it",
        )
        parser.add_argument(
            "--overwrite", action="store_true", help="put a file in place of an older backup"
        )
        parser.add_argument(
            "--with-key", action="store_true", help="with the secret key of the site"
        )
        parser.add_argument(
            "--encrypt",
            action="store_true",
            help="encrypt a new file or folder by a password, which is asked for unless "
            "LONGWAVE_BACKUP_PASSWORD or a file has it",
        )
        asked = parser.add_mutually_exclusive_group()
        asked.add_argument("--list", action="store_true", help="list the backups that are there")
        asked.add_argument(
            "--verify", action="store_true", help="read all of the newest backup, or of DIR@date"
        )
        asked.add_argument(
            "--new-key", type=Path, metavar="FILE", help="write a private key, say the public one"
        )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        target = BackupTarget.parse(options["place"] or settings.BACKUPS.place)
        try:
            if options["new_key"]:
                self.stdout.write(new_key_file(options["new_key"]))
            elif options["list"]:
                self.list_backups(target)
            elif options["verify"]:
                self.verify(target)
            else:
                self.back_up(target, options)
        except (BackupError, ImproperlyConfigured, OSError, DatabaseError) as error:
            failed = "" if options["list"] or options["verify"] else "No backup was made. "
            raise CommandError(f"{failed}{error}") from error

    def back_up(self, target: BackupTarget, options: dict[str, Any]) -> None:
        serving_lock.hold_shared_lock(settings.DATA)  # no restore may run meanwhile
        secrets = BackupSecrets.from_environment(may_ask=True)
        if options["encrypt"] and not (secrets.password or secrets.public_key):
            secrets = secrets.with_new_password()
        made = back_up_site(
            target,
            secrets,
            with_key=options["with_key"] or settings.BACKUPS.with_key,
            overwrite=options["overwrite"],
        )
        self.stdout.write(sentence(target, made))
        if is_on_disk_of_site(target):
            self.stdout.write(SAME_DISK)
        if settings.MEDIA_STORAGE == "s3":
            self.stdout.write(WITHOUT_BUCKET)

    def list_backups(self, target: BackupTarget) -> None:
        secrets = BackupSecrets.from_environment()
        with open_for_reading(target, secrets) as repository:
            for record in repository.records():
                self.stdout.write(line(record))

    def verify(self, target: BackupTarget) -> None:
        secrets = BackupSecrets.from_environment(may_ask=True)
        with open_for_reading(target, secrets) as repository, backup_work_folder() as work:
            record = verify_all(repository, chosen_record(repository, target.date), work / "read")
        how = "read again" if repository.cipher.is_readable else "read again, without its key"
        self.stdout.write(f"{line(record)}: {how}")


def sentence(target: BackupTarget, made: MadeBackup) -> str:
    record, kept = made.record, "with" if made.record.has_key else "without"
    text = (
        f"{target.place}: {record.size / MEGABYTE:.1f} MB in {record.files} files, "
        f"{record.new / MEGABYTE:.1f} MB stored anew, {kept} the secret key, read again"
    )
    if made.collected.backups or made.collected.files:
        text += f"; {made.collected.backups} old backups deleted"
    return text


def line(record: BackupRecord) -> str:
    state = "verified" if record.verified else "not verified"
    locked = ", encrypted" if record.is_encrypted else ""
    return f"{shown_moment(record)}  {record.size / MEGABYTE:10.1f} MB  {state}{locked}"
