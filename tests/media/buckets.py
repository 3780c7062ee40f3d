"""Buckets of a local server that speaks S3, and requests as browsers make them."""

from itertools import count
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from django.core.cache import cache
from django.core.files.storage import storages

from blog.bucket_settings import read_buckets
from blog.file_storages import base_url, file_storages

numbers = count(1)


def use_buckets(settings, monkeypatch, server, public_address=""):
    """Read the settings of a site with new buckets, and keep its files there.

    With a public address, readers get files there, and originals have a bucket of their own.
    """
    name = f"bucket-{next(numbers)}"
    variables = {"": f"{server}/{name}", "_KEY": "key", "_SECRET": "s/ecr+et=="}
    if public_address:
        variables["_ORIGINALS"] = f"{server}/{name}-originals"
    for ending, value in variables.items():
        monkeypatch.setenv(f"LONGWAVE_MEDIA_S3{ending}", value)
    settings.BUCKETS = read_buckets(public_address)
    settings.MEDIA_STORAGE = "s3"
    known = settings.BUCKETS.storages(base_url(public_address))
    settings.STORAGES = file_storages(settings.STORAGES, known, chosen="s3")
    cache.clear()
    for storage in (storages["s3"], storages["s3-originals"]):
        storage.client.create_bucket(Bucket=storage.bucket_name)


def browse(client, address, **headers):
    """Status, headers and body, after redirections to other hosts."""
    response = client.get(address, headers=headers)
    if response.status_code != 302:
        return response.status_code, response.headers, response.getvalue()
    if response["Location"].startswith("/"):
        return browse(client, response["Location"], **headers)
    try:
        with urlopen(Request(response["Location"], headers=headers)) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as error:
        return error.code, error.headers, error.read()
