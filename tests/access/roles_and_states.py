"""Roles, whose objects they ask about, the states of articles, and names for sets of these."""

from accounts.roles.role_table import ROLES

ANONYMOUS, READER, NOBODY, CHIEF = "anonymous", "reader", "nobody", "administrator"
# They have no access to the desk and the admin. A reader has an account.
OUTSIDE = (ANONYMOUS, READER)
# `nobody` may sign in at the desk and do nothing.
INSIDE = (NOBODY, *(role.key for role in ROLES), CHIEF)
OWN, OTHERS = "own", "others"
STATES = ("draft", "scheduled", "published", "archived", "trashed", "trashed-draft")

ROLE_SETS = {
    "members": "contributor author-without-publishing author reviewer editor administrator",
    "writers": "contributor author-without-publishing author editor administrator",
    "uploaders": "author-without-publishing author editor administrator",
    "publishers": "author editor administrator",
    "authors": "contributor author-without-publishing author",
    "uploading-authors": "author-without-publishing author",
    "drafters": "contributor author-without-publishing",
    "readers-of-drafts": "reviewer editor administrator",
    "editors": "editor administrator",
}
STATE_SETS = {
    "kept": "draft scheduled published archived",
    "public": "published archived",
    "hidden": "draft scheduled",
    "in-trash": "trashed trashed-draft",
}


def set_name(names: list[str], sets: dict[str, str], joint: str) -> str:
    """The name of the set, or the names one by one."""
    known = {frozenset(members.split()): name for name, members in sets.items()}
    return known.get(frozenset(names)) or joint.join(sorted(names))


def members_of(names: list[str], sets: dict[str, str]) -> set[str]:
    return {member for name in names for member in sets.get(name, name).split()}
