"""Finds sites that are configured in YAML or TOML, or in a Python file of literals."""

from collections.abc import Iterable
from typing import Any

from transfer.sites.book_sites import BookSite, QuartoSite
from transfer.sites.configurations import (
    BrokenConfiguration,
    first_file,
    read_configuration_values,
)
from transfer.sites.notes.obsidian_site import VaultSite
from transfer.sites.python_sites import pelican_settings
from transfer.sites.python_sites.mkdocs_site import MkDocsMaterial, MkDocsProject
from transfer.sites.python_sites.pelican_site import PelicanSite
from transfer.sites.site import Site
from transfer.sites.site_values import SearchedFolder
from transfer.sites.written_values import mapping_of
from transfer.sites.zola.zola_site import ZolaSite

MKDOCS = ("mkdocs.yml", "mkdocs.yaml", "zensical.toml")
ZOLA = ("zola.toml", "config.toml")
BOOKS: tuple[tuple[str, type[BookSite] | type[QuartoSite]], ...] = (
    ("book.toml", BookSite),
    ("_quarto.yml", QuartoSite),
)


def read_first(
    searched: SearchedFolder, names: Iterable[str]
) -> tuple[dict[str, Any], list[str]] | None:
    """Return the settings in the first of these files, and its name if it is broken."""
    file = first_file(searched.root, names)
    if file is None:
        return None
    try:
        return read_configuration_values(file), []
    except BrokenConfiguration as error:
        return {}, [str(error)]


def find_mkdocs(searched: SearchedFolder) -> Site | None:
    found = read_first(searched, MKDOCS)
    if found is None:
        return None
    settings, broken = found
    # zensical.toml has a table, and its configuration is otherwise that of MkDocs.
    settings = mapping_of(settings.get("project")) or settings
    site = MkDocsProject(searched.root, searched.folder, settings, searched.old_address)
    if "blog" in site.plugins:
        site = MkDocsMaterial(searched.root, searched.folder, settings, searched.old_address)
    return with_broken(site, broken)


def find_pelican(searched: SearchedFolder) -> Site | None:
    if first_file(searched.root, pelican_settings.FILES[:1]) is None:
        return None
    settings, broken, unread = pelican_settings.read_pelican_settings(searched.root)
    site = PelicanSite(searched.root, searched.folder, settings, searched.old_address)
    for name in unread:
        site.note("value-not-literal", name)
    return with_broken(site, broken)


def find_zola(searched: SearchedFolder) -> Site | None:
    found = read_first(searched, ZOLA)
    is_named = (searched.root / ZOLA[0]).is_file()
    if found is None or not (is_named or "base_url" in found[0]):
        return None
    site = ZolaSite(searched.root, searched.folder, found[0], searched.old_address)
    return with_broken(site, found[1])


def find_book(searched: SearchedFolder) -> Site | None:
    for name, system in BOOKS:
        if found := read_first(searched, (name,)):
            site = system(searched.root, searched.folder, found[0], searched.old_address)
            return with_broken(site, found[1])
    return None


def find_vault(searched: SearchedFolder) -> Site | None:
    return VaultSite(*searched) if (searched.root / ".obsidian").is_dir() else None


def with_broken(site: Site, names: list[str]) -> Site:
    for name in names:
        site.note("configuration-broken", name)
    return site
