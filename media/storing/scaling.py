"""Makes the smaller files of a content, in the background, and stores them."""

import logging
from datetime import datetime
from pathlib import Path
from shutil import copyfileobj

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from media.inspection import RefusedFile
from media.models import FileContent, Variant
from media.models.file_contents import storage_name
from media.storing import places
from media.storing.working_folders import working_folder
from media.variants import Made, VariantFile
from media.worker.limited_process import make_variants

SCALED = frozenset({"picture", "drawing", "video"})
log = logging.getLogger(__name__)


def store_variants(content: FileContent) -> bool:
    """Make the smaller files of a content that has none yet. Return whether there is news.

    What cannot be made smaller keeps the file that it has. A content in the trash waits until it
    is restored.
    """
    if content.variants_made or not default_storage.exists(content.name):
        return False
    with working_folder() as folder:
        made = made_in(Path(folder), content)
        variants = [stored_variant(content, each) for each in made.files]
    with transaction.atomic():
        Variant.objects.bulk_create(variants, ignore_conflicts=True)
        describe(content, made, timezone.now())
    return True


def made_in(folder: Path, content: FileContent) -> Made:
    if content.kind not in SCALED:
        return Made()
    source, target = folder / f"source.{content.extension}", folder / "made"
    target.mkdir()
    with default_storage.open(content.name) as stored, source.open("wb") as copy:
        copyfileobj(stored, copy)
    try:
        return make_variants(source, content.inspected, target)
    except RefusedFile as refused:
        log.warning("No smaller files of %s could be made: %s.", content.name, refused.code)
        return Made()


def stored_variant(content: FileContent, file: VariantFile) -> Variant:
    name = storage_name(content.sha256, f"-{file.width}.{file.format}")
    places.put(default_storage, name, file.path)
    return Variant(
        content=content,
        width=file.width,
        height=file.height,
        format=file.format,
        bytes=file.bytes,
        name=name,
    )


def describe(content: FileContent, made: Made, now: datetime) -> None:
    FileContent.objects.filter(pk=content.pk).update(
        colour=made.colour, is_dark=made.is_dark, is_lossless=made.is_lossless, variants_made=now
    )
