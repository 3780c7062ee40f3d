"""Makes a bucket unless it is there: make_bucket.py http://s3:9000/longwave

The key is that of the settings: LONGWAVE_MEDIA_S3_KEY and LONGWAVE_MEDIA_S3_SECRET.
"""

import os
import sys
from urllib.parse import urlsplit

import boto3
from botocore.client import Config


def make_bucket(address: str, key: str, secret: str) -> None:
    parts = urlsplit(address)
    client = boto3.client(
        "s3",
        endpoint_url=f"{parts.scheme}://{parts.netloc}",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        region_name="us-east-1",
        config=Config(s3={"addressing_style": "path"}),
    )
    name = parts.path.strip("/")
    if name not in {bucket["Name"] for bucket in client.list_buckets()["Buckets"]}:
        client.create_bucket(Bucket=name)


if __name__ == "__main__":
    given = (os.environ["LONGWAVE_MEDIA_S3_KEY"], os.environ["LONGWAVE_MEDIA_S3_SECRET"])
    make_bucket(sys.argv[1], *given)
