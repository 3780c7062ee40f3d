"""Whether an old path can be redirected, and if not, why not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from articles.models.path_owners import MODELS, SITE, Owner, names_by_key, owners_of
from articles.paths import normal
from articles.paths.normal import OldAddress, read_address

ADDRESS = "address"  # the kind of a target that is no object
LONGEST_NAMES = 200  # characters of the names of parameters
# What lists read: a query of these alone is one of ours.
LIST_PARAMETERS = frozenset({"topic", "tag", "year", "lang", "page", "q"})


class RedirectTarget(NamedTuple):
    """Where a path leads: an object by kind and id, or an address (kind `address`)."""

    kind: str
    id: int | None = None
    address: str = ""


class RefusedPath(NamedTuple):
    """A path that was not set, as it was given, and a sentence that says why."""

    path: str
    reason: str


class PathVerdict(NamedTuple):
    """What becomes of one wanted redirect. `reason` says why it cannot be made; '' if it can."""

    text: str
    old: OldAddress
    target: RedirectTarget
    reason: str = ""
    is_there: bool = False  # the path leads to the target already

    @property
    def is_made(self) -> bool:
        return not self.reason and not self.is_there


@dataclass
class Claims:
    """Who has which path: what is stored, what earlier claims got, and what the site answers."""

    stored: dict[str, RedirectTarget]
    owners: dict[str, Owner]
    given: dict[OldAddress, RedirectTarget] = field(default_factory=dict)

    def holder(self, old: OldAddress, target: RedirectTarget) -> RedirectTarget | None:
        """What the path leads to; None if it leads nowhere yet."""
        owner = self.owners.get(old.path)
        return self.stored.get(str(old)) or self.given.get(old) or path_holder(owner, target)


def verdicts(
    rows: Any,
    wanted: Iterable[tuple[str, RedirectTarget]],
    given: dict[OldAddress, RedirectTarget],
    *,
    names_drafts: bool = True,
) -> list[PathVerdict]:
    """What becomes of each (path, target), in order: the first of two claims counts.

    `rows` are the redirects that exist; one that leads to a deleted object counts as none. `given`
    has what earlier calls allowed without storing it, and gets what this one allows. The number of
    queries, at most 19, does not grow with the paths. Without `names_drafts`, reasons are for
    somebody who may not know the titles of drafts.
    """
    final = final_targets_of(rows, wanted)
    read = [PathVerdict(text, read_address(text), target) for text, target in final]
    owners = owners_of({each.old.path for each in read})
    claims = Claims(stored_targets(rows, {str(each.old) for each in read}), owners, given)
    answers = [verdict(each, claims) for each in read]
    names = names_by_key([holder[:2] for _each, holder in answers if holder], drafts=names_drafts)
    return [
        each._replace(reason=taken_reason(holder, names)) if holder else each
        for each, holder in answers
    ]


def final_targets_of(
    rows: Any, wanted: Iterable[tuple[str, RedirectTarget]]
) -> list[tuple[str, RedirectTarget]]:
    """The same with the target of each address that is redirected itself."""
    asked = list(wanted)
    paths = {str(read_address(target.address)) for _text, target in asked if is_path(target)}
    if not paths:
        return asked
    final = {row.path: row.target_value for row in rows.filter(path__in=paths)}
    return [
        (text, final.get(str(read_address(target.address)), target) if is_path(target) else target)
        for text, target in asked
    ]


def stored_targets(rows: Any, paths: set[str]) -> dict[str, RedirectTarget]:
    """The targets of the redirects that exist, without objects that were deleted."""
    stored = {row.path: row.target_value for row in rows.filter(path__in=paths)}
    there = names_by_key([target[:2] for target in stored.values()])
    return {
        path: target
        for path, target in stored.items()
        if target.kind == ADDRESS or target[:2] in there
    }


def verdict(asked: PathVerdict, claims: Claims) -> tuple[PathVerdict, RedirectTarget | None]:
    """The verdict, and the other target that has the path already."""
    if reason := problem_of(asked.old, asked.target, claims.owners.get(asked.old.path)):
        return asked._replace(reason=reason), None
    holder = claims.holder(asked.old, asked.target)
    if holder is None:
        claims.given[asked.old] = asked.target
    return (asked._replace(is_there=True), None) if holder == asked.target else (asked, holder)


def problem_of(old: OldAddress, target: RedirectTarget, owner: Owner | None) -> str:
    """Why this path can never be redirected, or not to this target; '' if it can."""
    names = {name for name, _value in old.pairs}
    if old == OldAddress("/"):
        return _("This is the home page of the site.")
    if len(str(old)) > normal.LONGEST or len(old.parameters) > LONGEST_NAMES:
        return _("The address is longer than %(number)s characters.") % {"number": normal.LONGEST}
    if len(names) > normal.MOST_PARAMETERS:
        return _("The address has more than %(number)s parameters after the ?.") % {
            "number": normal.MOST_PARAMETERS
        }
    if owner and owner.kind == SITE and not is_of_another_site(old):
        return _("The site itself answers this address.")
    if is_loop(old, target):
        return _("An address cannot lead to itself.")
    return ""


def is_loop(old: OldAddress, target: RedirectTarget) -> bool:
    return is_path(target) and read_address(target.address) == old


def is_path(target: RedirectTarget) -> bool:
    """Whether it is an address of this site."""
    return target.kind == ADDRESS and target.address.startswith("/")


def is_of_another_site(old: OldAddress) -> bool:
    """Whether it is the home page with parameters that ours does not read, as in /?p=123."""
    return old.path == "/" and not LIST_PARAMETERS.issuperset(name for name, _value in old.pairs)


def path_holder(owner: Owner | None, target: RedirectTarget) -> RedirectTarget | None:
    """The object with this address; a draft holds it against nobody else."""
    if owner is None or owner.kind == SITE:
        return None
    holder = RedirectTarget(owner.kind, owner.id)
    return holder if owner.answers or holder == target else None


def taken_reason(holder: RedirectTarget, names: dict[tuple[str, int | None], str]) -> str:
    if holder.kind == ADDRESS:
        return _("It leads to %(address)s already.") % {"address": holder.address}
    name = names.get(holder[:2])
    if name is None:
        return _("It is a former address of something that was deleted.")
    if not name:
        return _("It leads to a text that is not published.")
    what = MODELS[holder.kind].name
    return _("It leads to the %(kind)s “%(name)s” already.") % {"kind": what, "name": name}
