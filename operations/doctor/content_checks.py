"""Whether what follows from the articles is in step with them: index, pages, files."""

from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article
from articles.publishing import indexing, rerender
from media.checking import missing_files
from media.models import FileContent
from operations.doctor.finding import Finding, good, todo

MOST_NAMED = 3  # files in a sentence


def check_index() -> Iterator[Finding]:
    keys = Article.objects.order_by("pk").values_list("pk", flat=True)
    wrong = sum(len(indexing.index_differences(some)) for some in indexing.batches(keys))
    damage = indexing.index_damage()
    advice = _("Run: manage.py reindex")
    if damage:
        yield todo(_("It is damaged: %(text)s") % {"text": damage[0]}, advice)
    if wrong:
        said = ngettext(
            "%(number)s article differs from it.", "%(number)s articles differ from it.", wrong
        )
        yield todo(said % {"number": wrong}, advice)
    if not damage and not wrong:
        said = ngettext("It has %(number)s article.", "It has %(number)s articles.", len(keys))
        yield good(said % {"number": len(keys)})


def check_rendering() -> Iterator[Finding]:
    if number := rerender.outdated_count():
        said = ngettext(
            "%(number)s text was made by an older renderer.",
            "%(number)s texts were made by an older renderer.",
            number,
        )
        yield todo(said % {"number": number}, _("Run: manage.py rerender"))
    else:
        yield good(_("All of them are up to date."))


def check_media() -> Iterator[Finding]:
    """Sizes are compared; `manage.py check_media` reads the files."""
    problems = missing_files()
    first = [each.name for each in islice(problems, MOST_NAMED)]
    number = len(first) + sum(1 for _each in problems)
    if number:
        said = ngettext(
            "%(number)s file is missing or has another size: %(names)s",
            "%(number)s files are missing or have another size: %(names)s",
            number,
        )
        advice = _("Run manage.py check_media, and restore them from a backup.")
        yield todo(said % {"number": number, "names": ", ".join(first)}, advice)
    else:
        number = FileContent.objects.count()
        said = ngettext("%(number)s file is there.", "%(number)s files are there.", number)
        yield good(said % {"number": number})
