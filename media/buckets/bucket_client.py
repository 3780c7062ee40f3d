"""The one connection of a process to a provider. Its threads share it: a further one takes 0.6 s of
processor time and some megabytes."""

from functools import lru_cache
from threading import Lock
from typing import Any

from boto3 import Session
from botocore.config import Config

# Seconds. A provider that hangs must not hold a process: at most 3 × (3 + 20) for one request.
LIMITS = {
    "connect_timeout": 3,
    "read_timeout": 20,
    "retries": {"mode": "standard", "total_max_attempts": 3},
}
# What newer checksums of boto3 send is refused by others than Amazon: django-storages #1482.
CHECKSUMS = dict.fromkeys(
    ("request_checksum_calculation", "response_checksum_validation"), "when_required"
)
LOCK = Lock()


@lru_cache(maxsize=8)
def made_resource(endpoint: str, region: str, addressing: str, key: str, secret: str) -> Any:
    """S3 at this endpoint, as boto3 names it. Call it with LOCK."""
    style = {"addressing_style": addressing}
    config = Config(s3=style, signature_version="s3v4", **LIMITS, **CHECKSUMS)
    session = Session(aws_access_key_id=key, aws_secret_access_key=secret, region_name=region)
    return session.resource("s3", endpoint_url=endpoint, config=config)


def shared_resource(*options: str) -> Any:
    with LOCK:
        return made_resource(*options)
