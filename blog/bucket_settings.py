"""The buckets of uploaded files, read from the environment. docs/media.md has a line for each
provider."""

import re
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from blog import environment
from blog.environment import bad_value

BUCKET, ORIGINALS = "LONGWAVE_MEDIA_S3", "LONGWAVE_MEDIA_S3_ORIGINALS"
KEY, SECRET, REGION = f"{BUCKET}_KEY", f"{BUCKET}_SECRET", f"{BUCKET}_REGION"
STORAGE = "LONGWAVE_MEDIA_STORAGE"
EXAMPLE = "https://bucket.s3.eu-central-1.amazonaws.com"
BUCKET_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]")
# Hosts of providers and machines that have no bucket in front
WITHOUT_BUCKET = re.compile(
    r"(?:s3|cos|obs)\..*|(?:s3|oss)-[^.]+\.(?:amazonaws|aliyuncs)\.com"
    r"|[^.]+\.r2\.cloudflarestorage\.com|[^.]*(?:\.[^.]*)?|[0-9.]+|\[.*"
)
REGION_IN_HOST = re.compile(
    r"(?:^|\.)(?:s3|cos|obs|oss)[.-](?:oss-)?([a-z]{2,}-[a-z0-9-]+?)(?:-internal)?\."
)
ANY_REGION = "us-east-1"  # what R2 and MinIO expect


class Bucket(NamedTuple):
    """`addressing` says where its name is in an address: in the `path`, or before the host."""

    endpoint: str
    name: str
    addressing: str
    region: str

    @property
    def origin(self) -> str:
        scheme, _sign, host = self.endpoint.partition("://")
        return self.endpoint if self.addressing == "path" else f"{scheme}://{self.name}.{host}"


def read_bucket(variable: str, region_variable: str = REGION) -> Bucket | None:
    """The bucket at an address, as its provider shows it. None where unset."""
    address = environment.read_url(variable, EXAMPLE)
    if not address:
        return None
    parts = urlsplit(address)
    host, name = parts.netloc, parts.path.strip("/")
    region = environment.read_text(region_variable) or region_of_host(host)
    if name:
        bucket = Bucket(f"{parts.scheme}://{host}", name, "path", region)
    else:
        name, _dot, rest = host.partition(".")
        bucket = Bucket(f"{parts.scheme}://{rest}", name, "virtual", region)
    no_bucket = bucket.addressing == "virtual" and WITHOUT_BUCKET.fullmatch(parts.hostname or "")
    if no_bucket or parts.query or parts.fragment or not BUCKET_NAME.fullmatch(name):
        advice = f"name the bucket, as in {EXAMPLE} or https://minio.example/bucket"
        raise bad_value(variable, address, advice)
    return bucket


def region_of_host(host: str) -> str:
    found = REGION_IN_HOST.search(host)
    return found[1] if found else ANY_REGION


class Buckets(NamedTuple):
    """Where readers' files and originals are. `has_public_address`: readers ask another host."""

    files: Bucket
    originals: Bucket
    has_public_address: bool

    @property
    def origins(self) -> list[str]:
        """What pages load from: a bucket that is not public is asked by signed addresses."""
        return [] if self.has_public_address else [self.files.origin]

    def storages(self, base_url: str | None) -> dict[str, Any]:
        """Entries of STORAGES."""
        return {
            "s3": storage(self.files, "uploads", self, base_url=base_url),
            "s3-originals": storage(self.originals, "originals", self, is_private=True),
        }


def storage(bucket: Bucket, folder: str, buckets: Buckets, **more: Any) -> dict[str, Any]:
    options = {
        "endpoint_url": bucket.endpoint,
        "bucket_name": bucket.name,
        "addressing_style": bucket.addressing,
        "region_name": bucket.region,
        "access_key": environment.read_text(KEY),
        "secret_key": environment.read_text(SECRET),
        "location": folder,
        "is_signed": not buckets.has_public_address,
    }
    return {
        "BACKEND": "media.buckets.bucket_storage.BucketStorage",
        "OPTIONS": {**options, **more},
    }


def read_buckets(public_address: str) -> Buckets | None:
    """`public_address` is where readers get files, if the bucket is public. None where unset."""
    files, originals = read_bucket(BUCKET), read_bucket(ORIGINALS)
    if files is None:
        return None
    if not (environment.read_text(KEY) and environment.read_text(SECRET)):
        raise ImproperlyConfigured(f"{BUCKET} needs {KEY} and {SECRET}.")
    if public_address and originals in (None, files):
        raise ImproperlyConfigured(
            f"With LONGWAVE_MEDIA_URL, everybody can read the bucket of {BUCKET}. Name another "
            f"one in {ORIGINALS} for originals and the trash, which nobody else may read."
        )
    return Buckets(files, originals or files, bool(public_address))


def read_storage(buckets: Buckets | None) -> str:
    """Which storage is in use: `disk` or `s3`."""
    chosen = environment.read_choice(STORAGE, "s3" if buckets else "disk", ["disk", "s3"])
    if chosen == "s3" and not buckets:
        raise ImproperlyConfigured(f"{STORAGE}=s3 needs {BUCKET}, the address of a bucket.")
    return chosen
