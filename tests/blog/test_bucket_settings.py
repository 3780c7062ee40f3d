"""The address of a bucket: what it says of the provider, and what is wrong with it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from blog.bucket_settings import read_bucket, read_buckets, read_storage

NAME = "LONGWAVE_MEDIA_S3"
R2 = "https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com"


@pytest.mark.parametrize(
    ("address", "bucket"),
    [
        (
            "https://files.s3.eu-central-1.amazonaws.com/",
            ("https://s3.eu-central-1.amazonaws.com", "files", "virtual", "eu-central-1"),
        ),
        (f"{R2}/files", (R2, "files", "path", "us-east-1")),
        (
            "https://files.s3.oss-cn-hangzhou.aliyuncs.com",
            ("https://s3.oss-cn-hangzhou.aliyuncs.com", "files", "virtual", "cn-hangzhou"),
        ),
        (
            "https://files.oss-cn-hangzhou-internal.aliyuncs.com",
            ("https://oss-cn-hangzhou-internal.aliyuncs.com", "files", "virtual", "cn-hangzhou"),
        ),
        (
            "https://files-1250000000.cos.ap-guangzhou.myqcloud.com",
            (
                "https://cos.ap-guangzhou.myqcloud.com",
                "files-1250000000",
                "virtual",
                "ap-guangzhou",
            ),
        ),
        (
            "https://files.obs.cn-north-4.myhuaweicloud.com",
            ("https://obs.cn-north-4.myhuaweicloud.com", "files", "virtual", "cn-north-4"),
        ),
        ("http://10.0.0.2:9000/files", ("http://10.0.0.2:9000", "files", "path", "us-east-1")),
    ],
)
def test_an_address_is_that_of_the_bucket_as_its_provider_shows_it(monkeypatch, address, bucket):
    monkeypatch.setenv(NAME, address)
    assert read_bucket(NAME) == bucket
    monkeypatch.setenv(f"{NAME}_REGION", "auto")
    assert read_bucket(NAME).region == "auto"


@pytest.mark.parametrize(
    "address",
    [
        *("files", "s3://files", "https://key:secret@minio.example/files"),
        *("https://s3.eu-central-1.amazonaws.com", "https://oss-cn-hangzhou.aliyuncs.com"),
        *(R2, "https://minio.example", "http://localhost:9000", "http://10.0.0.2:9000"),
        *("https://minio.example/files/2024", "https://minio.example/files?region=x"),
    ],
)
def test_an_address_without_a_bucket_is_refused_with_what_to_write(monkeypatch, address):
    monkeypatch.setenv(NAME, address)
    with pytest.raises(
        ImproperlyConfigured, match=f"{NAME}=.* cannot be used: .*https://"
    ) as error:
        read_bucket(NAME)
    assert "secret" not in str(error.value)


def test_what_is_missing_beside_an_address_is_said(monkeypatch):
    assert read_buckets("") is None
    monkeypatch.setenv(NAME, "https://minio.example/files")
    with pytest.raises(ImproperlyConfigured, match=f"needs {NAME}_KEY and {NAME}_SECRET"):
        read_buckets("")
    monkeypatch.setenv(f"{NAME}_KEY", "key")
    monkeypatch.setenv(f"{NAME}_SECRET", "s/ecr+et==")
    assert read_buckets("").origins == ["https://minio.example"]
    with pytest.raises(ImproperlyConfigured, match=f"Name another one in {NAME}_ORIGINALS"):
        read_buckets("https://media.example/uploads")
    monkeypatch.setenv(f"{NAME}_ORIGINALS", "https://originals.obs.cn-north-4.myhuaweicloud.com")
    buckets = read_buckets("https://media.example/uploads")
    assert (buckets.origins, buckets.originals.name) == ([], "originals")


def test_the_bucket_is_in_use_unless_the_disk_is_chosen(monkeypatch):
    monkeypatch.setenv("LONGWAVE_MEDIA_STORAGE", "s3")
    with pytest.raises(ImproperlyConfigured, match="needs LONGWAVE_MEDIA_S3"):
        read_storage(None)
    monkeypatch.setenv("LONGWAVE_MEDIA_STORAGE", "disk")
    for name, value in {"": "https://minio.example/files", "_KEY": "k", "_SECRET": "s"}.items():
        monkeypatch.setenv(f"{NAME}{name}", value)
    assert read_storage(read_buckets("")) == "disk"
    monkeypatch.delenv("LONGWAVE_MEDIA_STORAGE")
    assert read_storage(read_buckets("")) == "s3"
