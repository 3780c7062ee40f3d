"""The storage of Django that keeps files in a bucket, as every provider's S3 accepts it."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from io import BufferedReader
from typing import Any, NamedTuple

from boto3.s3.transfer import TransferConfig
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import SuspiciousOperation
from django.core.files import File
from django.utils.encoding import filepath_to_uri
from django.utils.http import content_disposition_header
from storages.backends.s3 import S3Storage
from storages.utils import clean_name, safe_join

from media.buckets.bucket_client import shared_resource
from media.buckets.bucket_errors import as_os_errors
from media.buckets.bucket_file import BucketFile
from media.inspection.values import MEGABYTE
from media.models.file_contents import FOLDER
from media.models.mime_types import is_shown_in_pages, mime_type

BUFFER = 2**16
TRANSFER = TransferConfig(
    multipart_threshold=64 * MEGABYTE, multipart_chunksize=16 * MEGABYTE, use_threads=False
)
# Signed addresses are valid for a day. This process gives the same one for 8 hours, so that
# browsers need not fetch a file again; they keep the redirection to it for 12 hours.
SIGNED_FOR, SAME_FOR = 24 * 3600, 8 * 3600
DOWNLOAD_SIGNED_FOR = 3600
IMMUTABLE, FOR_A_DAY = "public, max-age=31536000, immutable", "public, max-age=86400"


class StoredObject(NamedTuple):
    """`etag` is the MD5 of the content in most buckets; of a file sent in parts it is not."""

    name: str
    size: int
    etag: str


class BucketStorage(S3Storage):
    """Files below a folder of a bucket. An error of the provider is an OSError with a sentence.

    If the bucket is not public, pages name addresses of this site, which redirect to signed ones.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.transfer_config = TRANSFER

    def get_default_settings(self) -> dict[str, Any]:
        ours = {"base_url": None, "is_signed": True, "is_private": False}
        return {**super().get_default_settings(), **ours}

    @property
    def connection(self) -> Any:
        return shared_resource(
            *(self.endpoint_url, self.region_name, self.addressing_style),
            *(self.access_key, self.secret_key),
        )

    @property
    def client(self) -> Any:
        return self.connection.meta.client

    def key(self, name: str) -> str:
        """The name in the bucket. Raises SuspiciousOperation for one outside the folder."""
        try:
            return str(safe_join(self.location, clean_name(name)))
        except ValueError as error:
            raise SuspiciousOperation(f"{name!r} is outside of the files") from error

    def errors(self, name: str = "") -> Any:
        return as_os_errors(f"{self.bucket_name}/{self.location}/{name}".rstrip("/"))

    # Addresses

    def url(self, name: str, *_args: Any, **_kwargs: Any) -> str:
        """An address that stays. The provider is not asked."""
        return (self.base_url or settings.MEDIA_URL) + filepath_to_uri(name.lstrip("/"))

    def signed_url(self, name: str, filename: str = "") -> str:
        """Where the provider sends it, for some hours; as a download, if it has a `filename`."""
        if filename:
            disposition = content_disposition_header(True, filename)
            more = {"ResponseContentDisposition": disposition}
            return self.sign(name, DOWNLOAD_SIGNED_FOR, more)
        key = sha256(f"signed {self.bucket_name} {self.key(name)}".encode()).hexdigest()
        known: str | None = cache.get(key)
        if known is None:
            known = self.sign(name, SIGNED_FOR, {})
            cache.set(key, known, SAME_FOR)
        return known

    def sign(self, name: str, seconds: int, more: dict[str, Any]) -> str:
        params = {"Bucket": self.bucket_name, "Key": self.key(name), **more}
        return str(
            self.client.generate_presigned_url("get_object", Params=params, ExpiresIn=seconds)
        )

    # Files

    def get_object_parameters(self, name: str) -> dict[str, str]:
        """The headers of the file when the provider sends it."""
        headers = {"ContentType": mime_type(name), "CacheControl": self.cache_control(name)}
        if not is_shown_in_pages(headers["ContentType"]):
            headers["ContentDisposition"] = "attachment"
        return headers

    def cache_control(self, name: str) -> str:
        if self.is_private:
            return "private, no-cache"
        is_content = name.removeprefix(f"{self.location}/").startswith(f"{FOLDER}/")
        return IMMUTABLE if is_content else FOR_A_DAY

    def _open(self, name: str, mode: str = "rb") -> File:
        if mode != "rb":
            raise ValueError("Files in a bucket are opened for reading, and saved as a whole.")
        stored = BucketFile(self.client, self.bucket_name, self.key(name))
        file = File(BufferedReader(stored, BUFFER), name)
        file.size = stored.size
        return file

    def _save(self, name: str, content: Any) -> str:
        with self.errors(name):
            return str(super()._save(name, content))

    def exists(self, name: str) -> bool:
        with self.errors(name):
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        return self.stored_object(name).size

    def get_modified_time(self, name: str) -> datetime:
        with self.errors(name):
            found: datetime = super().get_modified_time(name)
            return found

    def delete(self, name: str) -> None:
        with self.errors(name):
            super().delete(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with self.errors(path):
            folders, files = super().listdir(path)
            return folders, files

    def copy_from(self, source: "BucketStorage", name: str, new_name: str) -> None:
        """Copy a file of another bucket of the provider, which sends nothing to this site."""
        with self.errors(name):
            self.client.copy_object(
                CopySource={"Bucket": source.bucket_name, "Key": source.key(name)},
                Bucket=self.bucket_name,
                Key=self.key(new_name),
                MetadataDirective="REPLACE",
                **self.get_object_parameters(new_name),
            )

    def objects_below(self, folder: str = "", *, deep: bool = True) -> Iterator[StoredObject]:
        """The files in a folder, with those in the folders in it; a thousand by each request."""
        start = f"{self.location}/"
        prefix = f"{self.key(folder)}/" if folder else start
        with self.errors(folder):
            for each in self.bucket.objects.filter(Prefix=prefix, Delimiter="" if deep else "/"):
                yield StoredObject(each.key.removeprefix(start), each.size, plain_etag(each.e_tag))

    def stored_object(self, name: str) -> StoredObject:
        with self.errors(name):
            found = self.client.head_object(Bucket=self.bucket_name, Key=self.key(name))
        return StoredObject(name, found["ContentLength"], plain_etag(found["ETag"]))

    def is_empty(self) -> bool:
        """Asks for one file. Raises OSError with a sentence if the bucket cannot be used."""
        with self.errors():
            found = self.client.list_objects_v2(
                Bucket=self.bucket_name, Prefix=f"{self.location}/", MaxKeys=1
            )
        return not found.get("KeyCount")


def plain_etag(etag: str) -> str:
    return etag.strip('"').lower()
