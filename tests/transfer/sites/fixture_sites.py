"""Small sites in the shape of each generator, and what the profiles say of their files."""

from pathlib import Path

from transfer.reading import front_matter_block, front_matter_values
from transfer.report import ImportFailure
from transfer.sites import Site, SiteText, find_site


def write_files(root: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return root


def source_text(file: Path) -> SiteText:
    """Read a file as an import does, as far as a site needs it."""
    head = front_matter_block.split_front_matter(file.read_text(encoding="utf-8")).values
    try:
        date = front_matter_values.read_datetime(head.get("date"))
    except ImportFailure:
        date = None
    return SiteText(file, head, str(head.get("title", file.stem)), date)


def markdown_in(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.suffix in (".md", ".markdown"))


def old_paths(root: Path, site: Site | None = None) -> dict[str, list[str]]:
    """Return the old paths of the articles and pages of a site, by file."""
    site = site or find_site(root)
    texts = {path: source_text(path) for path in markdown_in(root)}
    return {
        path.relative_to(root).as_posix(): list(site.old_paths(text))
        for path, text in texts.items()
        if not site.not_an_article(text)
    }


def old_lists(root: Path) -> set[tuple[str, str, str]]:
    return set(find_site(root).old_lists(source_text(path) for path in markdown_in(root)))


def left_out(root: Path) -> dict[str, str]:
    """Return the files that are no articles, with the reason."""
    site = find_site(root)
    codes = {path: site.not_an_article(source_text(path)) for path in markdown_in(root)}
    return {path.relative_to(root).as_posix(): code for path, code in codes.items() if code}
