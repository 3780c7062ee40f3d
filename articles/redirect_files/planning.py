"""What an import of redirects would do, line by line; and doing it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import PathRedirect
from articles.models.path_checks import PathVerdict, RedirectTarget, verdicts
from articles.models.path_redirects import BATCH
from articles.models.path_targets import path_on_site, targets_of
from articles.paths.normal import OldAddress, read_address
from articles.redirect_files.redirect_lines import FileLine


@dataclass
class ImportPlan:
    """The lines that make a redirect, those that are there already, and those refused."""

    made: list[FileLine] = field(default_factory=list)
    there: list[FileLine] = field(default_factory=list)
    refused: list[FileLine] = field(default_factory=list)
    verdicts: list[PathVerdict] = field(default_factory=list)  # of `made`

    def add(self, line: FileLine, verdict: PathVerdict) -> None:
        if verdict.reason:
            self.refused.append(line._replace(reason=verdict.reason))
        elif verdict.is_there:
            self.there.append(line)
        else:
            self.made.append(line)
            self.verdicts.append(verdict)

    @transaction.atomic
    def carry_out(self, source: str) -> None:
        for first in range(0, len(self.verdicts), BATCH):
            PathRedirect.objects.store(self.verdicts[first : first + BATCH], source)


def plan_redirects(lines: Sequence[FileLine]) -> ImportPlan:
    """What becomes of each line. The number of queries grows with every BATCH lines."""
    plan = ImportPlan(refused=[line for line in lines if line.reason])
    read = [line for line in lines if not line.reason]
    wanted = list[tuple[FileLine, RedirectTarget]]()
    for line, target in zip(read, final_targets(read), strict=True):
        if isinstance(target, str):
            plan.refused.append(line._replace(reason=target))
        else:
            wanted.append((line, target))
    add_verdicts(plan, wanted)
    plan.refused.sort()
    return plan


def add_verdicts(plan: ImportPlan, wanted: Sequence[tuple[FileLine, RedirectTarget]]) -> None:
    given, rows = dict[OldAddress, RedirectTarget](), PathRedirect.objects.all()
    for first in range(0, len(wanted), BATCH):
        few = wanted[first : first + BATCH]
        found = verdicts(rows, [(line.old, target) for line, target in few], given)
        for (line, _target), verdict in zip(few, found, strict=True):
            plan.add(line, verdict)


def final_targets(lines: Sequence[FileLine]) -> list[RedirectTarget | str]:
    """The target of each line, or why it has none. It may be the old address of another line."""
    found = targets_of({line.new for line in lines})
    news = {str(read_address(line.old)): line.new for line in reversed(lines)}
    settled = dict[str, RedirectTarget | str]()
    return [final_target(line.new, found, news, settled) for line in lines]


def final_target(
    new: str,
    found: dict[str, RedirectTarget | str],
    news: dict[str, str],
    settled: dict[str, RedirectTarget | str],
) -> RedirectTarget | str:
    """Follow the lines. `settled` keeps what they lead to: a chain may have 100,000 lines."""
    passed = dict[str, None]()
    while (old := redirected_by(new, found, news)) and old not in settled and old not in passed:
        passed[old] = None
        new = news[old]
    answer = settled.get(old, found[new])
    if old in passed:
        answer = _("These lines lead to each other in a circle.")
    settled.update(dict.fromkeys(passed, answer))
    return answer


def redirected_by(new: str, found: dict[str, RedirectTarget | str], news: dict[str, str]) -> str:
    """The address as the old one of a line; '' if it leads somewhere itself, or no line has it."""
    path = path_on_site(new) if isinstance(found[new], str) else ""
    old = str(read_address(path)) if path else ""
    return old if old in news else ""
