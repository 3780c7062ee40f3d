"""Errors of a bucket as those of a disk, in sentences that say what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from media.buckets import BucketError

SENTENCES = {
    "NoSuchBucket": "There is no such bucket: see LONGWAVE_MEDIA_S3.",
    "InvalidAccessKeyId": "It does not know the key of LONGWAVE_MEDIA_S3_KEY.",
    "SignatureDoesNotMatch": (
        "It does not accept the signature: see LONGWAVE_MEDIA_S3_SECRET and "
        "LONGWAVE_MEDIA_S3_REGION."
    ),
    "AuthorizationHeaderMalformed": "It is in another region: set LONGWAVE_MEDIA_S3_REGION.",
    "AccessDenied": (
        "The key of LONGWAVE_MEDIA_S3_KEY must be allowed to list, read, write and delete there."
    ),
    "RequestTimeTooSkewed": "The clock of this machine is wrong.",
}
SAME = {"403": "AccessDenied", "Forbidden": "AccessDenied"}
MISSING = frozenset({"404", "NoSuchKey", "NotFound"})


@contextmanager
def as_os_errors(place: str) -> Iterator[None]:
    """Raise FileNotFoundError or BucketError in place of what boto3 raises."""
    try:
        yield
    except ClientError as error:
        raise os_error(error.response.get("Error", {}), place) from error
    except BotoCoreError as error:
        raise BucketError(f"{place} cannot be reached: {error}") from error


def os_error(about: dict[str, Any], place: str) -> OSError:
    code = str(about.get("Code", ""))
    if code in MISSING:
        return FileNotFoundError(f"There is no {place}.")
    code = SAME.get(code, code)
    return BucketError(f"{place}: {SENTENCES.get(code) or about.get('Message') or code}")
