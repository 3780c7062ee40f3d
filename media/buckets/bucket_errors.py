"""Errors of a bucket as those of a disk, in sentences that say what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from media.buckets import BucketError

SENTENCES = {
    "NoSuchBucket": "There is no such bucket: see {0}.",
    "InvalidAccessKeyId": "It does not know the key of {0}_KEY.",
    "SignatureDoesNotMatch": ("It does not accept the signature: see {0}_SECRET and {0}_REGION."),
    "AuthorizationHeaderMalformed": "It is in another region: set {0}_REGION.",
    "AccessDenied": ("The key of {0}_KEY must be allowed to list, read, write and delete there."),
    "RequestTimeTooSkewed": "The clock of this machine is wrong.",
}
SAME = {"403": "AccessDenied", "Forbidden": "AccessDenied"}
MISSING = frozenset({"404", "NoSuchKey", "NotFound"})


@contextmanager
def as_os_errors(place: str, variables: str = "LONGWAVE_MEDIA_S3") -> Iterator[None]:
    """Raise FileNotFoundError or BucketError in place of what boto3 raises.

    `variables` is how the names of the settings of this bucket begin.
    """
    try:
        yield
    except ClientError as error:
        raise os_error(error.response.get("Error", {}), place, variables) from error
    except BotoCoreError as error:
        raise BucketError(f"{place} cannot be reached: {error}") from error


def os_error(about: dict[str, Any], place: str, variables: str) -> OSError:
    code = str(about.get("Code", ""))
    if code in MISSING:
        return FileNotFoundError(f"There is no {place}.")
    code = SAME.get(code, code)
    sentence = SENTENCES.get(code, "").format(variables)
    return BucketError(f"{place}: {sentence or about.get('Message') or code}")
