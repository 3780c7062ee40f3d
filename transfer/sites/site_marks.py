"""What tells one site from another, whatever its folder is called: site_marks()."""

import re
from collections.abc import Iterator
from pathlib import Path

from transfer.sites.git_dates import run_git
from transfer.sites.site import Site

# Lists by kind: “commit”, the first ones of its repository, “remote”, where that is pushed to, and
# “address”, that of the site. Each value ends with the path of the imported folder.
Marks = dict[str, list[str]]
# Addresses that come with a new site
PLACEHOLDER = re.compile(r"example|your|localhost|username|127\.0\.0\.1|\bhost\b")
REMOTE = re.compile(r"(?:\w+://)?(?:[^@/\s]+@)?([\w.-]+)(?::\d+)?[:/](.+?)(?:\.git)?/?")
MOST_ROOTS = 20  # commits without a parent: of repositories that were merged


def site_marks(root: Path, site: Site) -> Marks:
    """Return the marks of the site of an imported folder, {} if it has none."""
    marks: Marks = {}
    if commits := first_commits(root):
        marks["commit"] = commits
    if remote := remote_of(root):
        marks["remote"] = [remote]
    if site.has_own_address and (addresses := list(marked_addresses(root, site))):
        marks["address"] = addresses
    return marks


def first_commits(root: Path) -> list[str]:
    """Return the first commits, [] without a repository and for one that lacks its beginning."""
    shallow, problem = run_git(root, ("rev-parse", "--is-shallow-repository"))
    if problem or shallow.strip() == "true":
        return []
    commits, _problem = run_git(root, ("rev-list", "--max-parents=0", "HEAD"))
    return [f"{commit}:{place_in_repository(root)}" for commit in commits.split()[:MOST_ROOTS]]


def remote_of(root: Path) -> str:
    """Return host and path of the remote, so that https and ssh are the same."""
    address, _problem = run_git(root, ("config", "--get", "remote.origin.url"))
    match = REMOTE.fullmatch(address.strip())
    return f"{match[1]}/{match[2]}:{place_in_repository(root)}".lower() if match else ""


def place_in_repository(root: Path) -> str:
    return run_git(root, ("rev-parse", "--show-prefix"))[0].strip().rstrip("/")


def marked_addresses(root: Path, site: Site) -> Iterator[str]:
    below = root.relative_to(site.root).as_posix() if root.is_relative_to(site.root) else "."
    for host in sorted({host.removeprefix("www.") for host in site.hosts}):
        if not PLACEHOLDER.search(host):
            yield f"{host}{site.base}:{'' if below == '.' else below}"
