"""Which program the site of a file was made with, as far as configuration files tell."""

from pathlib import Path

from transfer.sites import mkdocs

PYTHON_MARKDOWN = "python-markdown"
COMMONMARK = "commonmark"

# How far above the imported folder a configuration may lie: `posts` is in `source` or `content`.
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
    """What the nearest configuration means for the file; None where there is none."""
    top = [root, *root.parents][: FARTHEST + 1][-1]
    for folder in file.parents:
        if dialect := configured(folder, file):
            return dialect
        if folder == top:
            break
    return None


def configured(folder: Path, file: Path) -> str | None:
    if mkdocs.holds(folder, file) or has_any(folder, OF_PYTHON_MARKDOWN):
        return PYTHON_MARKDOWN
    return COMMONMARK if has_any(folder, OF_COMMONMARK) else None


def has_any(folder: Path, names: tuple[str, ...]) -> bool:
    return any((folder / name).exists() for name in names)
