"""Backups in a bucket of an S3-compatible provider."""

from collections.abc import Iterator
from typing import Any

from blog.bucket_settings import Bucket
from media.buckets.bucket_client import shared_resource
from media.buckets.bucket_errors import as_os_errors
from operations.backups.stores import StoredItem

VARIABLES = "LONGWAVE_BACKUP_S3"


class BucketStore:
    """Files below a prefix, which is '' or ends with a slash."""

    has_listing = True

    def __init__(self, bucket: Bucket, prefix: str, key: str, secret: str) -> None:
        self.bucket, self.prefix = bucket.name, prefix
        self.title = f"s3://{bucket.name}/{prefix}".rstrip("/")
        self.resource = shared_resource(
            bucket.endpoint, bucket.region, bucket.addressing, key, secret
        )

    @property
    def client(self) -> Any:
        return self.resource.meta.client

    def errors(self, name: str) -> Any:
        return as_os_errors(f"{self.title}/{name}", VARIABLES)

    def read(self, name: str) -> bytes:
        with self.errors(name):
            answer = self.client.get_object(Bucket=self.bucket, Key=self.prefix + name)
            data: bytes = answer["Body"].read()
        return data

    def write(self, name: str, data: bytes) -> None:
        with self.errors(name):
            self.client.put_object(Bucket=self.bucket, Key=self.prefix + name, Body=data)

    def delete(self, name: str) -> None:
        with self.errors(name):
            self.client.delete_object(Bucket=self.bucket, Key=self.prefix + name)

    def items(self, prefix: str) -> Iterator[StoredItem]:
        with self.errors(prefix):
            found = self.resource.Bucket(self.bucket).objects.filter(Prefix=self.prefix + prefix)
            for each in found:
                name = each.key.removeprefix(self.prefix)
                yield StoredItem(name, each.size, each.last_modified.timestamp())
