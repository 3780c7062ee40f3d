"""Finds the site that a folder belongs to, by the configuration files of generators."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from transfer.sites.configurations import (
    BrokenConfiguration,
    first_file,
    read_configuration_text,
    read_configuration_values,
)
from transfer.sites.detect import FARTHEST
from transfer.sites.hexo.hexo_site import HexoSite
from transfer.sites.hugo import hugo_config
from transfer.sites.hugo.hugo_config import HugoConfig
from transfer.sites.hugo.hugo_site import HugoSite
from transfer.sites.jekyll.jekyll_site import JekyllSite
from transfer.sites.own_site import find_own
from transfer.sites.script_finders import find_scripted
from transfer.sites.site import Site
from transfer.sites.site_values import SearchedFolder
from transfer.sites.value_finders import (
    find_book,
    find_mkdocs,
    find_pelican,
    find_vault,
    find_zola,
    with_broken,
)
from transfer.sites.written_values import scalar_text, scalar_texts

YAML_CONFIG = ("_config.yml", "_config.yaml")
# Folders in which repositories keep their site
SUBFOLDERS = ("docs", "src", "site", "blog", "website", "doc", "www", "web")
OF_HEXO = frozenset(
    {
        *("new_post_name", "source_dir", "public_dir", "tag_dir", "category_dir", "archive_dir"),
        *("default_layout", "filename_case", "post_asset_folder", "per_page", "skip_render"),
    }
)
OF_JEKYLL = frozenset(
    {
        *("baseurl", "markdown", "kramdown", "collections", "remote_theme", "gems", "sass"),
        *("excerpt_separator", "highlighter", "paginate_path", "repository", "defaults"),
    }
)


def find_site(folder: Path, old_address: str | None = None) -> Site:
    """Return the site of the nearest configuration: in the folder, in a subfolder, or above.

    `old_address` is a pattern of addresses, which comes before that of the configuration.
    """
    site = configured_site(folder, old_address)
    site = site or site_without_configuration(SearchedFolder(folder, folder, old_address))
    site.use_host_file()
    return site


def configured_site(folder: Path, old_address: str | None) -> Site | None:
    for root in candidate_folders(folder):
        for find in FINDERS:
            if site := find(SearchedFolder(root, folder, old_address)):
                return site
    return None


def candidate_folders(folder: Path) -> Iterator[Path]:
    """Yield the folder, those below it that may be the site, and those above it."""
    yield folder
    only = only_subfolder(folder) if folder.is_dir() else None
    for top in (only, folder) if only else (folder,):
        yield top
        yield from (top / name for name in SUBFOLDERS if (top / name).is_dir())
    yield from list(folder.parents)[:FARTHEST]


def only_subfolder(folder: Path) -> Path | None:
    """Return the folder that an unpacked archive has at its top, None beside other files."""
    names = [each for each in folder.iterdir() if each.name[0] not in "._"]
    return names[0] if len(names) == 1 and names[0].is_dir() else None


def find_hexo_or_jekyll(searched: SearchedFolder) -> Site | None:
    """Both have a _config.yml."""
    file = first_file(searched.root, YAML_CONFIG)
    if file is None:
        return None
    settings, broken = dict[str, Any](), list[str]()
    try:
        settings = read_configuration_values(file)
    except BrokenConfiguration as error:
        broken.append(str(error))
    kind = HexoSite if is_hexo(searched.root, settings) else JekyllSite
    site = kind(searched.root, searched.folder, settings, searched.old_address)
    return with_broken(site, broken)


def is_hexo(root: Path, settings: dict[str, Any]) -> bool:
    source = root / (scalar_text(settings.get("source_dir")) or "source")
    if (source / "_posts").is_dir() or "hexo" in packages_of(root):
        return True
    if (root / "_posts").is_dir() or (root / "Gemfile").is_file():
        return False
    return len(OF_HEXO & settings.keys()) > len(OF_JEKYLL & settings.keys())


def packages_of(root: Path) -> frozenset[str]:
    """Return the names of the packages in package.json."""
    file = root / "package.json"
    if not file.is_file():
        return frozenset()
    try:
        values = json.loads(read_configuration_text(file))
    except (BrokenConfiguration, ValueError, RecursionError):
        return frozenset()
    kinds = ("dependencies", "devDependencies") if isinstance(values, dict) else ()
    return frozenset(name for kind in kinds for name in values.get(kind) or ())


def find_hugo(searched: SearchedFolder) -> Site | None:
    root = searched.root
    has_name = first_file(root, (*hugo_config.NAMES, *hugo_config.DEFAULTS))
    if has_name is None:
        return None
    config, broken = HugoConfig.of_site(root)
    is_named = has_name.stem == "hugo" or has_name.parent != root
    if not is_named and not broken and not is_hugo(root, config):
        return None
    return with_broken(HugoSite(root, searched.folder, config, searched.old_address), broken)


def is_hugo(root: Path, config: HugoConfig) -> bool:
    """Whether a config.toml is Hugo's: Zola's has `base_url`, and others have neither."""
    if "base_url" in config.settings:
        return False
    return "baseurl" in config.settings or (
        (root / "content").is_dir() and bool(scalar_texts(config.settings.get("theme")))
    )


def site_without_configuration(searched: SearchedFolder) -> Site:
    """Recognise folders that were taken out of their site."""
    folder = searched.folder
    posts = folder if folder.name == "_posts" else folder / "_posts"
    if not posts.is_dir():
        return Site(folder, folder, searched.old_address)
    parent = posts.parent
    site: Site
    if parent.name == "source":
        site = HexoSite(parent.parent, folder, {}, searched.old_address)
    else:
        site = JekyllSite(parent, folder, {}, searched.old_address)
    site.note("configuration-missing", "_config.yml")
    return site


# Systems with a name of their own for the configuration come before those that share one.
FINDERS: tuple[Callable[[SearchedFolder], Site | None], ...] = (
    find_own,
    find_scripted,
    find_mkdocs,
    find_pelican,
    find_book,
    find_zola,
    find_hexo_or_jekyll,
    find_hugo,
    find_vault,
)
