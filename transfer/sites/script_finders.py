"""Finds sites that are configured in JavaScript."""

from transfer.sites.configurations import first_file
from transfer.sites.javascript.astro_site import AstroSite
from transfer.sites.javascript.docusaurus_site import DocusaurusSite
from transfer.sites.javascript.eleventy_site import EleventySite
from transfer.sites.javascript.gatsby_site import GatsbySite
from transfer.sites.javascript.script_site import ScriptSite, script_in, script_names
from transfer.sites.javascript.vite_sites import VitePressSite, VuePressSite
from transfer.sites.notes.obsidian_site import QuartzSite
from transfer.sites.site import Site
from transfer.sites.site_values import SearchedFolder

FOLDERS: tuple[tuple[str, type[ScriptSite]], ...] = (
    (".vitepress", VitePressSite),
    (".vuepress", VuePressSite),
)
SCRIPTS: tuple[tuple[tuple[str, ...], type[ScriptSite]], ...] = (
    (script_names("docusaurus.config"), DocusaurusSite),
    (script_names("astro.config"), AstroSite),
    ((".eleventy.js", ".eleventy.cjs", *script_names("eleventy.config")), EleventySite),
    (script_names("gatsby-config"), GatsbySite),
)


def find_scripted(searched: SearchedFolder) -> Site | None:
    root, folder, old_address = searched
    for name, system in FOLDERS:
        if (root / name).is_dir():
            script = script_in(root / name, "config", "config/index")
            return system(root, folder, script, old_address)
    for names, system in SCRIPTS:
        if script := first_file(root, names):
            return system(root, folder, script, old_address)
    return QuartzSite(*searched) if script_in(root, "quartz.config") else None
