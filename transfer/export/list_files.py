"""The files of an export that hold no texts: site.yaml, topics.yaml, tags.yaml and the like."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from articles.models import Category, Series, SiteSettings, Tag, User
from articles.redirect_files.exporting import exported_redirects
from articles.redirect_files.redirect_forms import CSV
from transfer.export.export_options import ExportOptions
from transfer.export.surroundings import former_slugs_and_paths
from transfer.export.targets import ExportTarget
from transfer.front_matter_yaml import yaml_text
from transfer.reading.own_keys import MARK, VERSION
from transfer.sites.own_site import SITE_FILE

TOPICS, TAGS, SERIES, AUTHORS = "topics.yaml", "tags.yaml", "series.yaml", "authors.yaml"
REDIRECTS = "redirects.csv"
# The columns of each list; those without a value are left out
LISTS: tuple[tuple[str, type[Category | Tag | Series], tuple[str, ...]], ...] = (
    (TOPICS, Category, ("name", "slug", "position", "description")),
    (TAGS, Tag, ("name", "slug")),
    (SERIES, Series, ("name", "slug", "description")),
)
NAMES_OF_AUTHORS = ("username", "display_name", "first_name", "last_name")
PROFILE_OF_AUTHORS = ("slug", "shows_name", "bio", "links", "picture")


def write_lists(target: ExportTarget, options: ExportOptions) -> None:
    """Topics, tags, series, authors and redirects; of part of a site, those that it uses."""
    for name, model, columns in LISTS:
        rows = used_in_export(model._default_manager.all(), options).order_by("slug", "pk")
        target.write(name, yaml_text(list_rows(rows, columns)))
    target.write(AUTHORS, yaml_text(author_rows(options)))
    if options.is_whole:
        target.write(REDIRECTS, exported_redirects(CSV))


def used_in_export(objects: QuerySet[Any], options: ExportOptions) -> QuerySet[Any]:
    if options.is_whole:
        return objects
    articles = options.articles().order_by().values("pk")
    path = "uses__content_object" if objects.model is Tag else "articles"
    return objects.filter(**{f"{path}__in": articles}).distinct()


def list_rows(objects: QuerySet[Any], columns: tuple[str, ...]) -> list[dict[str, Any]]:
    rows = list(objects.values("pk", *columns))
    slugs, paths = former_slugs_and_paths(str(objects.model.KIND), [row["pk"] for row in rows])
    return [
        without_empty_columns(
            {**row, "former_slugs": slugs[row["pk"]], "aliases": paths[row["pk"]]}
        )
        for row in rows
    ]


def without_empty_columns(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "pk" and value not in ("", 0, [])}


def author_rows(options: ExportOptions) -> list[dict[str, Any]]:
    """Names and profiles. Passwords, addresses for mail and rights are no part of it."""
    people = User.objects.all()
    if not options.is_whole:
        people = people.filter(pk=options.by.pk if options.by else None)
    rows = people.order_by("username").values(*NAMES_OF_AUTHORS, *PROFILE_OF_AUTHORS)
    return [{key: value for key, value in row.items() if value != ""} for row in rows]


def write_site_file(target: ExportTarget, options: ExportOptions) -> None:
    """The last file: an export with it is complete."""
    settings = {"settings": settings_values()} if options.is_whole else {}
    target.write(SITE_FILE, yaml_text({MARK: VERSION, **settings}))


def settings_values() -> dict[str, Any]:
    """The settings that are edited in the admin. None of them is a secret."""
    current = SiteSettings.current()
    fields = [field for field in SiteSettings._meta.concrete_fields if not field.primary_key]
    return {field.name: plain_setting(getattr(current, field.name)) for field in fields}


def plain_setting(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value
