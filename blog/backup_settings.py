"""Where backups are, and how many are kept, read from the environment. docs/backup.md says more."""

from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured

from blog import environment
from blog.bucket_settings import KEY, SECRET, Bucket, Buckets, read_bucket

PLACE, WITH_KEY = "LONGWAVE_BACKUP_TO", "LONGWAVE_BACKUP_WITH_KEY"
BACKUP_S3 = "LONGWAVE_BACKUP_S3"
AMAZON = Bucket("https://s3.amazonaws.com", "", "path", "us-east-1")


class BackupSettings(NamedTuple):
    """`place` is a folder or s3://bucket/prefix. `provider` is a bucket of the provider of s3://."""

    place: str
    with_key: bool
    daily: int
    weekly: int
    monthly: int
    provider: Bucket
    key: str
    secret: str

    def bucket(self, name: str) -> Bucket:
        return self.provider._replace(name=name)


def read_backup_settings(data: Path, buckets: Buckets | None) -> BackupSettings:
    place = environment.read_text(PLACE, str(data / "backups"))
    provider = read_bucket(BACKUP_S3, f"{BACKUP_S3}_REGION") or (
        buckets.files if buckets else AMAZON
    )
    key = environment.read_text(f"{BACKUP_S3}_KEY", environment.read_text(KEY))
    secret = environment.read_text(f"{BACKUP_S3}_SECRET", environment.read_text(SECRET))
    if place.startswith("s3:") and not (key and secret):
        raise ImproperlyConfigured(f"{PLACE}={place} needs {BACKUP_S3}_KEY and {BACKUP_S3}_SECRET.")
    return BackupSettings(
        place=place,
        with_key=environment.read_flag(WITH_KEY),
        daily=environment.read_number("LONGWAVE_BACKUP_DAILY", 7, most=10_000),
        weekly=environment.read_number("LONGWAVE_BACKUP_WEEKLY", 4, most=10_000),
        monthly=environment.read_number("LONGWAVE_BACKUP_MONTHLY", 12, most=10_000),
        provider=provider,
        key=key,
        secret=secret,
    )
