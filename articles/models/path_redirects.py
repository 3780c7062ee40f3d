"""Redirects by path: addresses that articles, lists and pages had on another site."""

from collections.abc import Iterable
from typing import Any, ClassVar, NamedTuple, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.db import compiled
from articles.models import path_checks
from articles.models.missed_paths import MissedPath
from articles.models.path_checks import PathVerdict, RedirectTarget, RefusedPath
from articles.models.redirects import Redirect
from articles.paths import normal
from articles.paths.normal import OldAddress, Pairs, read_address

BATCH = 500  # paths that are checked and written at once
LONGEST_TARGET = 600  # characters of an address, so that PostgreSQL can index it


class Outcome(NamedTuple):
    """The normal paths that redirect now and did not before, and those that could not be set."""

    made: list[str]
    refused: list[RefusedPath]


class PathRedirectQuerySet(models.QuerySet[Any]):
    def set_paths(self, thing: Any, paths: Iterable[str], source: str) -> Outcome:
        """Redirect paths to an article, page, topic, tag or series that is stored.

        `paths` are paths or absolute URLs in any spelling. `source` is a short text that says who
        made them. Paths that lead there already are in neither list.
        """
        target = RedirectTarget(str(thing.KIND), thing.pk)
        return self.set_targets(((path, target) for path in paths), source)

    def set_targets(
        self,
        wanted: Iterable[tuple[str, RedirectTarget]],
        source: str,
        *,
        names_drafts: bool = True,
    ) -> Outcome:
        """Redirect many paths, each to its target, with few queries.

        `names_drafts`: whether the reasons may have titles of drafts.
        """
        outcome, all_wanted = Outcome([], []), list(wanted)
        for first in range(0, len(all_wanted), BATCH):
            few = all_wanted[first : first + BATCH]
            found = path_checks.verdicts(self, few, {}, names_drafts=names_drafts)
            self.store([each for each in found if each.is_made], source)
            outcome.made.extend(str(each.old) for each in found if each.is_made)
            outcome.refused.extend(
                RefusedPath(each.text, each.reason) for each in found if each.reason
            )
        return outcome

    def store(self, allowed: list[PathVerdict], source: str) -> None:
        """Write what was allowed, in place of redirects to what was deleted."""
        if not allowed:
            return
        self.filter(path__in=[str(each.old) for each in allowed]).delete()
        self.bulk_create(
            [self.model.of(each.old, each.target, source) for each in allowed],
            ignore_conflicts=True,  # somebody else may have been faster
        )
        self.flatten({each.old: each.target for each in allowed})
        MissedPath.objects.filter(path__in=[str(each.old) for each in allowed]).delete()

    def flatten(self, made: dict[OldAddress, RedirectTarget]) -> None:
        """Let redirects whose address is redirected itself now lead to its target in one step."""
        paths = {str(old): target for old, target in made.items()}
        spellings = [*paths, *(f"{path}/" for path in paths)]
        for row in self.filter(kind=path_checks.ADDRESS, address__in=spellings):
            target = paths.get(str(read_address(row.address)), row.target_value)
            if path_checks.is_loop(row.old_address, target):
                row.delete()
            else:
                row.target_value = target
                row.save()

    def resolve(self, path: str, pairs: Pairs = ()) -> tuple[Any, OldAddress] | None:
        """The redirect of a normal path and some of its parameters, and the address that matched.

        One query. More parameters come before fewer, and equal case before another.
        """
        asked = list(normal.with_some_parameters(path, pairs))
        keys = [normal.without_case(str(old)) for old in asked]
        numbered = {f"key_{number}": key for number, key in enumerate(keys)}
        rows = {row.path: row for row in compiled.rows(redirects_with_keys, **numbered)}
        by_key = {row.folded: row for row in rows.values()}
        for old, key in zip(asked, keys, strict=True):
            if row := rows.get(str(old)) or by_key.get(key):
                return row, old
        return None

    def parameter_names(self) -> frozenset[str]:
        """The names of all parameters in redirected paths; normal.NAMELESS for those without value.

        One query by the index for each combination of names, of which a site has few.
        """
        combinations, last = list[str](), ""
        rows = self.order_by("parameters").values_list("parameters", flat=True)
        while (last := rows.filter(parameters__gt=last).first() or "") != "":
            combinations.append(last)
        return frozenset(name for each in combinations for name in each.split("&"))

    def leading_to(self, thing: Any) -> Self:
        return self.filter(kind=thing.KIND, target=thing.pk)

    def follow(self, thing: Any, successor: Any) -> None:
        """Let the redirects to an object lead to its successor, which is of the same kind."""
        self.leading_to(thing).update(target=successor.pk)


# What a path leads to: an object with a slug, or an address
LEADS_TO = [*Redirect.Kind.choices, (path_checks.ADDRESS, _("address"))]


def redirects_with_keys(**keys: str) -> "models.QuerySet[PathRedirect]":
    return PathRedirect.objects.filter(folded__in=list(keys.values())).order_by("-pk")


class PathRedirect(models.Model):
    """Where an address of a former site leads.

    It is asked only if the site answers nothing else at the path. An object is stored by its id,
    so that it can be renamed. An address is never a path that is redirected itself: so redirects
    are one step and cannot form a loop. `source` is who made it, or `import:` with the name of the
    system that it was imported from.
    """

    IMPORTED = "import:"

    path = models.CharField(
        _("old address"),
        max_length=normal.LONGEST,
        help_text=_("The path of the former site, such as /2020/01/hello.html or /?p=123."),
    )
    folded = models.CharField(max_length=2 * normal.LONGEST, editable=False)
    # Names of the parameters in the path, joined by &
    parameters = models.CharField(max_length=200, blank=True, editable=False)
    kind = models.CharField(_("leads to"), max_length=10, choices=LEADS_TO)
    target = models.BigIntegerField(null=True, editable=False)
    address = models.CharField(
        _("address"),
        max_length=LONGEST_TARGET,
        blank=True,
        help_text=_("A path of this site, or an address that begins with https://."),
    )
    source = models.CharField(_("source"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = PathRedirectQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["path"]
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["path"], name="one_redirect_of_a_path")
        ]
        indexes: ClassVar = [
            models.Index(fields=["folded"], name="path_redirect_folded"),
            models.Index(fields=["kind", "target"], name="path_redirect_target"),
            models.Index(fields=["address"], name="path_redirect_address"),
            models.Index(fields=["parameters"], name="path_redirect_parameters"),
        ]

    def __str__(self) -> str:
        return self.path

    @classmethod
    def of(cls, old: OldAddress, target: RedirectTarget, source: str) -> Self:
        """A redirect that is not stored yet."""
        redirect = cls(source=source[:100])
        redirect.old_address, redirect.target_value = old, target
        return redirect

    @property
    def old_address(self) -> OldAddress:
        return read_address(self.path)

    @old_address.setter
    def old_address(self, old: OldAddress) -> None:
        self.path, self.folded = str(old), normal.without_case(str(old))
        self.parameters = old.parameters

    @property
    def target_value(self) -> RedirectTarget:
        return RedirectTarget(self.kind, self.target, self.address)

    @target_value.setter
    def target_value(self, target: RedirectTarget) -> None:
        self.kind, self.target, self.address = target
