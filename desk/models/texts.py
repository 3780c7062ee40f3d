"""The texts of revisions, compressed. Revisions with equal texts share one row.

Most texts of an article differ little. They are compressed with an earlier one, their `base`, as
dictionary, which takes some hundred bytes where the whole text takes ten thousand.
"""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, ClassVar, NamedTuple, Self

import zstandard
from django.db import models

# Of zstd. A difference is found only by a thorough search; a whole text is compressed quickly,
# since the first revisions of a large site are made at once.
LEVEL, LEVEL_OF_DIFFERENCES = 3, 9
# A text that takes more than this part of its length beside its base becomes a base itself.
MAX_DIFFERENCE = 1 / 32


def text_digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()


def dictionary(base: str) -> zstandard.ZstdCompressionDict | None:
    raw = zstandard.DICT_TYPE_RAWCONTENT
    return zstandard.ZstdCompressionDict(base.encode(), dict_type=raw) if base else None


def compress_text(text: str, base: str = "") -> bytes:
    """Compress the text; `base` is needed again to decompress it."""
    level = LEVEL_OF_DIFFERENCES if base else LEVEL
    compressor = zstandard.ZstdCompressor(level=level, dict_data=dictionary(base))
    return compressor.compress(text.encode())


def decompress_text(data: bytes, base: str = "") -> str:
    return zstandard.ZstdDecompressor(dict_data=dictionary(base)).decompress(data).decode()


class NewText(NamedTuple):
    """A text to be stored. It probably differs little from `near`."""

    article: int
    text: str
    near: "StoredText | None" = None


class TextQuerySet(models.QuerySet[Any]):
    def store(self, texts: list[NewText]) -> list["StoredText"]:
        """Store the texts, one an article, unless the article has an equal one. In their order."""
        digests = {new.article: text_digest(new.text) for new in texts}
        present = self.filter(article__in=digests, digest__in=digests.values()).defer("data")
        known = {
            each.article_id: each for each in present if each.digest == digests[each.article_id]
        }
        missing = [new for new in texts if new.article not in known]
        rows: list[Any] = [compressed(new, digests[new.article]) for new in missing]
        made = self.bulk_create(rows)
        known |= {each.article_id: each for each in made}
        return [known[new.article] for new in texts]

    def with_bases(self) -> Self:
        """For reading the texts without further queries."""
        return self.select_related("base")

    def unused(self) -> Self:
        """Texts of no revision that are no base either."""
        return self.filter(revisions=None, differences=None)


def compressed(new: NewText, digest: str) -> "StoredText":
    base = (new.near.base or new.near) if new.near else None
    data = compress_text(new.text, base.text) if base else b""
    if base is None or len(data) > len(new.text.encode()) * MAX_DIFFERENCE:
        base, data = None, compress_text(new.text)
    return StoredText(article_id=new.article, digest=digest, base=base, data=data)


class StoredText(models.Model):
    """A text of an article. Rows are never changed."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="stored_texts", db_index=False
    )
    digest = models.CharField(max_length=32)
    # The database refuses to delete a base that is in use.
    base = models.ForeignKey(
        "self", on_delete=models.DO_NOTHING, null=True, related_name="differences"
    )
    data = models.BinaryField()

    objects = TextQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "digest"], name="one_stored_text")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.digest}"

    def is_of(self, digests: Mapping[int, str]) -> bool:
        """Whether these digests, by article, contain its own."""
        return digests.get(self.article_id) == self.digest

    @property
    def text(self) -> str:
        return decompress_text(bytes(self.data), self.base.text if self.base else "")
