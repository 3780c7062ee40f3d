"""The repository whose pushes are published, read from the environment."""

from typing import NamedTuple

from blog import environment
from blog.environment import bad_value

FOLDER, REPOSITORY = "LONGWAVE_GIT_FOLDER", "LONGWAVE_GIT_REPOSITORY"
BRANCH, SECRET, USER = "LONGWAVE_GIT_BRANCH", "LONGWAVE_GIT_SECRET", "LONGWAVE_GIT_USER"
SHORTEST_SECRET = 16  # characters


class GitHook(NamedTuple):
    """`folder` is a checkout of `branch` of `repository` (`owner/name`). `secret` signs the
    deliveries. `user` is the name of who publishes; "": the first superuser."""

    folder: str = ""
    repository: str = ""
    branch: str = "main"
    secret: str = ""
    user: str = ""

    @property
    def is_configured(self) -> bool:
        return bool(self.secret)


def read_git_hook() -> GitHook:
    """All of folder, repository and secret, or none of them."""
    read = environment.read_text
    hook = GitHook(read(FOLDER), read(REPOSITORY), read(BRANCH, "main"), read(SECRET), read(USER))
    needed = {FOLDER: hook.folder, REPOSITORY: hook.repository, SECRET: hook.secret}
    missing = [name for name, value in needed.items() if not value]
    if missing and len(missing) < len(needed):
        raise bad_value(missing[0], "", f"{', '.join(needed)} are needed together")
    if hook.repository and "/" not in hook.repository.strip("/"):
        raise bad_value(REPOSITORY, hook.repository, "name owner and repository, as in wang/notes")
    if hook.secret and len(hook.secret) < SHORTEST_SECRET:
        raise bad_value(SECRET, "…", f"it has fewer than {SHORTEST_SECRET} characters")
    return hook
