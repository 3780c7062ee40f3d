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


def dialect_of(file: Path, root: Path) -> str | None:
    """Return the dialect by the nearest configuration file, None if there is none."""
    top = [root, *root.parents][: FARTHEST + 1][-1]
    for folder in file.parents:
        if dialect := configured_dialect(folder, file):
            return dialect
        if folder == top:
            break
    return None


def configured_dialect(folder: Path, file: Path) -> str | None:
    if mkdocs.contains_page(folder, file) or has_any(folder, OF_PYTHON_MARKDOWN):
        return PYTHON_MARKDOWN
    return COMMONMARK if has_any(folder, OF_COMMONMARK) else None


def has_any(folder: Path, names: tuple[str, ...]) -> bool:
    return any((folder / name).exists() for name in names)
