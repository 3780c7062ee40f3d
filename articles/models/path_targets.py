"""Where an address leads that somebody typed: to an object of this site, or elsewhere."""

from collections.abc import Collection, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from articles.models.path_checks import ADDRESS, RedirectTarget
from articles.models.path_owners import MODELS, Owner, owners_of
from articles.models.path_redirects import LONGEST_TARGET, PathRedirect
from articles.paths.normal import OldAddress, read_address

BATCH = 500
is_url = URLValidator(schemes=["http", "https"])


def targets_of(addresses: Collection[str]) -> dict[str, RedirectTarget | str]:
    """The target of each address, or a sentence that says why it cannot be one.

    The address of an object becomes the object, so that it can be renamed; a path that is
    redirected itself becomes its target.
    """
    wanted, found = list(dict.fromkeys(addresses)), dict[str, RedirectTarget | str]()
    for first in range(0, len(wanted), BATCH):
        found |= dict(targets_of_few(wanted[first : first + BATCH]))
    return found


def targets_of_few(addresses: list[str]) -> Iterator[tuple[str, RedirectTarget | str]]:
    own = {address: path for address in addresses if (path := path_on_site(address))}
    olds = {path: read_address(path) for path in own.values()}
    owners = owners_of({old.path for old in olds.values()})
    rows: Any = PathRedirect.objects.filter(path__in=[str(old) for old in olds.values()])
    redirected = {row.path: row.target_value for row in rows}
    for address in addresses:
        if address in own:
            path = own[address]
            old = olds[path]
            yield address, own_target(path, old, owners.get(old.path), redirected.get(str(old)))
        else:
            yield address, foreign_target(address)


def path_on_site(address: str) -> str:
    """The path, query and fragment of an address of this site; '' for other addresses."""
    address = address.strip()
    site = settings.SITE_URL
    if site and (address == site or address.startswith((f"{site}/", f"{site}?", f"{site}#"))):
        rest = address.removeprefix(site)
        return rest if rest.startswith("/") else f"/{rest}"
    return address if address.startswith("/") and not address.startswith("//") else ""


def own_target(
    path: str, old: OldAddress, owner: Owner | None, redirected: RedirectTarget | None
) -> RedirectTarget | str:
    is_plain = not old.pairs and "#" not in path
    if owner and owner.kind in MODELS and is_plain:
        return RedirectTarget(owner.kind, owner.id)
    if owner is None and redirected:
        return redirected
    if owner is None:
        return _("Nothing on this site has the address %(address)s.") % {"address": path}
    return length_problem(path) or RedirectTarget(ADDRESS, None, path)


def foreign_target(address: str) -> RedirectTarget | str:
    address = address.strip()
    try:
        is_url(address)
    except ValidationError:
        return _("Write a path of this site, or an address that begins with https://.")
    return length_problem(address) or RedirectTarget(ADDRESS, None, address)


def length_problem(address: str) -> str:
    if len(address) <= LONGEST_TARGET:
        return ""
    return _("The address is longer than %(number)s characters.") % {"number": LONGEST_TARGET}
