"""A file in a bucket, read from any place on. What is not read is not fetched."""

import io
from typing import Any

from media.buckets.bucket_errors import as_os_errors


class BucketFile(io.RawIOBase):
    """Open for reading. It holds one connection, until it is closed or read from elsewhere."""

    def __init__(self, client: Any, bucket: str, key: str) -> None:
        """Raises FileNotFoundError or BucketError."""
        self.client, self.bucket, self.key = client, bucket, key
        self.place, self.body = 0, None
        with self.errors():
            answer = client.get_object(Bucket=bucket, Key=key)
        self.body, self.size = answer["Body"], int(answer["ContentLength"])

    def errors(self) -> Any:
        return as_os_errors(f"{self.bucket}/{self.key}")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self.place, io.SEEK_END: self.size}[whence]
        wanted = max(0, start + offset)
        if wanted != self.place:
            self.drop_body()
            self.place = wanted
        return wanted

    def readinto(self, buffer: Any) -> int:
        if self.place >= self.size:
            return 0
        with self.errors():
            piece = self.open_body().read(len(buffer))
        buffer[: len(piece)] = piece
        self.place += len(piece)
        return len(piece)

    def open_body(self) -> Any:
        if self.body is None:
            part = f"bytes={self.place}-"
            self.body = self.client.get_object(Bucket=self.bucket, Key=self.key, Range=part)["Body"]
        return self.body

    def drop_body(self) -> None:
        body, self.body = self.body, None
        if body is not None:
            body.close()

    def close(self) -> None:
        self.drop_body()
        super().close()
