"""Create many files, contents, variants and uses quickly. Nothing is in the storage."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from hashlib import sha256
from itertools import islice
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from articles.models import Article, User
from media.models import FileContent, FileUse, MediaFile, Variant
from media.models.file_contents import storage_name

AUTHORS, OWN = 20, 500  # the last author has so many files, the others share the rest
OF_LAST = 50  # articles
UNUSED, TRASHED = 10, 100  # one of so many files
MINUTES = 5 * 365 * 24 * 60  # in which they came
BATCH = 2000

NAMES = ("注意力机制", "screenshot", "损失曲线", "training-loss", "架构图", "IMG", "实验", "talk")
ALTS = ("", "训练时的损失", "Attention heads of the third layer", "")
PNG, JPEG = ("picture", "image/png", "png"), ("picture", "image/jpeg", "jpg")
KINDS = (
    *[PNG] * 5,
    *[JPEG] * 3,
    ("document", "application/pdf", "pdf"),
    ("video", "video/mp4", "mp4"),
)
SIZES = ((480, "webp"), (480, "avif"), (960, "webp"), (960, "avif"))
USES = (FileUse.Kind.ARTICLE, FileUse.Kind.HISTORY)


def fill(files: int) -> dict[str, User]:
    """Create the files. Return an editor, and the author who has OWN of them."""
    editor = person("editor", "editors")
    *authors, last = [person(f"writer{n}", "authors") for n in range(AUTHORS)]
    articles = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    Article.objects.filter(pk__in=articles[-OF_LAST:]).update(author=last)
    insert(FileContent, (content(n) for n in range(files)))
    contents = list(FileContent.objects.order_by("pk").values_list("pk", "sha256", "kind"))
    owners = [last if n % (files // OWN) == 0 else authors[n % len(authors)] for n in range(files)]
    insert(MediaFile, (file(n, files, row[0], owners[n]) for n, row in enumerate(contents)))
    insert(Variant, (each for row in contents for each in variants(*row)))
    ids = MediaFile.objects.order_by("pk").values_list("pk", flat=True)
    insert(FileUse, (each for n, pk in enumerate(ids) for each in uses(n, pk, articles)))
    return {"editor": editor, "author": last}


def person(name: str, group: str) -> User:
    found: User = User.objects.create(username=name, is_staff=True)
    found.groups.add(Group.objects.get(name=group))
    return found


def insert(model: Any, rows: Iterable[Any]) -> None:
    rows = iter(rows)
    while some := list(islice(rows, BATCH)):
        model.objects.bulk_create(some)


def content(n: int) -> FileContent:
    kind, mime, extension = KINDS[n % len(KINDS)]
    digest = sha256(b"%d" % n).hexdigest()
    return FileContent(
        sha256=digest,
        public_sha256=digest,
        name=storage_name(digest, f".{extension}"),
        kind=kind,
        mime=mime,
        extension=extension,
        bytes=400_000 + n,
        width=1600,
        height=1200,
        variants_made=timezone.now(),
    )


def file(n: int, files: int, content: int, owner: User) -> MediaFile:
    created = timezone.now() - timedelta(minutes=MINUTES * (files - n) / files)
    return MediaFile(
        name=f"{NAMES[n * 31 % len(NAMES)]}-{n}.{KINDS[n % len(KINDS)][2]}",
        content_id=content,
        owner=owner,
        alt_zh=ALTS[n * 17 % 97 % len(ALTS)],
        created=created,
        trashed_at=timezone.now() if n % TRASHED == 1 else None,
    )


def variants(content: int, digest: str, kind: str) -> Iterator[Variant]:
    for width, form in SIZES if kind == "picture" else ():
        name = storage_name(digest, f"-{width}.{form}")
        height = width * 3 // 4
        yield Variant(
            content_id=content, width=width, height=height, format=form, bytes=50_000, name=name
        )


def uses(n: int, file: int, articles: list[int]) -> Iterator[FileUse]:
    """By an article and its history."""
    for kind in USES if n % UNUSED and n % TRASHED != 1 else ():
        yield FileUse(file_id=file, kind=kind, object_id=articles[n % len(articles)])
