"""Detects the Markdown dialect of a file by the configuration file of its site."""

from pathlib import Path

from transfer.sites import mkdocs

PYTHON_MARKDOWN = "python-markdown"
COMMONMARK = "commonmark"

# How many folders above the imported one are searched: `posts` is in `source` or `content`.
FARTHEST = 3
OF_PYTHON_MARKDOWN = ("pelicanconf.py", "zensical.toml")
OF_COMMONMARK = (
    *("_config.yml", "_config.yaml", "_config.toml"),  # Hexo, Jekyll
    *("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml"),
    *("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs"),
    *(".obsidian", ".vitepress", ".vuepress", ".eleventy.js", "eleventy.config.js"),
    *("astro.config.mjs", "astro.config.ts", "gatsby-config.js", "book.toml", "_quarto.yml"),
)


class ConfiguredDialects:
    """The dialects that configuration files say. Each folder is looked into once."""

    def __init__(self, root: Path) -> None:
        self.top = [root, *root.parents][: FARTHEST + 1][-1]
        self.folders: dict[Path, tuple[mkdocs.MkDocsSite | None, str | None]] = {}

    def of(self, file: Path) -> str | None:
        """Return the dialect by the nearest configuration file, None if there is none."""
        for folder in file.parents:
            if dialect := self.configured(folder, file):
                return dialect
            if folder == self.top:
                break
        return None

    def configured(self, folder: Path, file: Path) -> str | None:
        if folder not in self.folders:
            self.folders[folder] = mkdocs.site_in(folder), dialect_in(folder)
        site, dialect = self.folders[folder]
        return PYTHON_MARKDOWN if site and site.contains(file) else dialect


def dialect_in(folder: Path) -> str | None:
    """Return the dialect that a configuration file in the folder says, besides that of MkDocs."""
    if has_any(folder, OF_PYTHON_MARKDOWN):
        return PYTHON_MARKDOWN
    return COMMONMARK if has_any(folder, OF_COMMONMARK) else None


def has_any(folder: Path, names: tuple[str, ...]) -> bool:
    return any((folder / name).exists() for name in names)
