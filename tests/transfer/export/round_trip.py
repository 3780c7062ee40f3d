"""Export → empty site → import → export, for tests."""

from pathlib import Path

from django.core.files.storage import default_storage
from django.utils import translation

from articles.models import (
    Article,
    Category,
    Page,
    PathRedirect,
    Redirect,
    Series,
    SiteSettings,
    Tag,
    User,
)
from media.models import FileContent, MediaFile
from transfer.export.export_options import ExportOptions
from transfer.export.site_export import export_site
from transfer.export.targets import open_target
from transfer.imports import import_path


def export_to(path, **chosen):
    with open_target(path) as target:
        return export_site(target, ExportOptions(**chosen))


def names_and_bytes(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def empty_site() -> None:
    """Delete all that an export contains, also the bytes of files."""
    stored = FileContent.objects.values_list("name", flat=True)
    names = list(stored)
    for model in (Article, Page, Category, Tag, Series, Redirect, PathRedirect, SiteSettings):
        model._default_manager.all().delete()
    MediaFile.objects.all().delete()
    FileContent.objects.all().delete()
    User.objects.all().delete()
    for name in names:
        default_storage.delete(name)


def import_whole(path: Path, **chosen):
    """Import everything as an administrator who is no author."""
    admin, _made = User.objects.get_or_create(username="root", is_superuser=True, is_staff=True)
    with translation.override("en"):
        return import_path(path, author=admin, site_settings=True, **chosen)


def exported_again(folder: Path, **chosen) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Two exports: of the site, and of an empty one that has imported the first. `folder` is empty.

    The site has the administrator of the import before, so that both have the same accounts.
    """
    User.objects.get_or_create(username="root", is_superuser=True, is_staff=True)
    export_to(folder / "a", **chosen)
    empty_site()
    report = import_whole(folder / "a")
    assert not report.skipped, str(report)
    assert not report.failed, str(report)
    export_to(folder / "b", **chosen)
    return names_and_bytes(folder / "a"), names_and_bytes(folder / "b")
