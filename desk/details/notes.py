"""What stands below the fields of the details: what was understood, what it does, what is wrong."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import access
from articles.models import Article
from articles.models.base import permalink
from desk.details.covers_shown import ShownCover, shown_cover
from desk.details.form import DetailsForm
from desk.details.site_times import field_text, read_back


@dataclass(frozen=True, slots=True)
class Note:
    """`value`: the same value in the words of the field. `offered`: another value to choose.
    `cover`: the picture."""

    text: str = ""
    is_wrong: bool = False
    is_free: bool = False
    link: str = ""
    value: str = ""
    offered: str = ""
    cover: ShownCover | None = None


def notes_of(form: DetailsForm, title: str) -> dict[str, Note]:
    """The notes by the names of the fields. `title` is that of the form."""
    found = {name: Note(text=text) for name, text in standing_notes().items()}
    found |= {"slug": slug_note(form, title), "published_at": date_note(form)}
    found |= {"summary": summary_note(form), "cover": cover_note(form)}
    wrong = {name: wrong_note(form, name, title) for name in form.errors}
    return {name: (found | wrong).get(name, Note()) for name in form.fields}


def standing_notes() -> dict[str, str]:
    return {
        "tags": _(
            "Commas, 、 and ; separate them, and so does Enter; a space is part of a name, and so"
            " is a comma between double quotes."
        ),
        "featured": _("It stands out in lists."),
        "translation_of": _("The title or the address of the article that was there first."),
    }


def wrong_note(form: DetailsForm, name: str, title: str) -> Note:
    offered = suggested_slug(form, title) if name == "slug" else ""
    error = form.errors.as_data()[name][0]
    owner = (error.params or {}).get("article")
    link = reverse("desk_article", args=[owner.pk]) if owner and may_write(form, owner) else ""
    if owner and not link:
        link = owner.get_absolute_url() if owner.is_public() else ""
    return Note(form.problems[name], is_wrong=True, link=link, offered=offered)


def may_write(form: DetailsForm, article: Article) -> bool:
    return access.writable_articles(form.user).filter(pk=article.pk).exists()


def slug_note(form: DetailsForm, title: str) -> Note:
    slug, suggested = value_of(form, "slug") or "", suggested_slug(form, title)
    if not slug:
        address = permalink(str(Article.KIND), suggested)
        return Note(_("Made from the title when it is saved: %(address)s") % {"address": address})
    offered = suggested if slug != suggested else ""
    was_public = form.article is not None and form.article.has_been_public()
    if was_public and form.article and slug != form.article.slug:
        text = _("No other article has it. Readers of the former address are led to the new one.")
    elif was_public:
        text, offered = _("Readers know this address."), ""
    else:
        text = _("No other article has it.")
    return Note(text, is_free=True, offered=offered)


def suggested_slug(form: DetailsForm, title: str) -> str:
    """A free address that is made of this title."""
    pk = form.article.pk if form.article else None
    return Article(pk=pk, title=title).suggested_slug()


def date_note(form: DetailsForm) -> Note:
    moment = moment_of(value_of(form, "published_at"))
    if moment is None:
        return Note(_("Left empty, it is the moment of publishing."))
    text = read_back(moment)
    if moment > timezone.now():
        hides = form.article is not None and form.article.is_public()
        effect = (
            _("Once that is published, readers do not see the article until then.")
            if hides
            else _("Once it is published, it appears then.")
        )
        text = _("%(date)s. %(effect)s") % {"date": text, "effect": effect}
    return Note(text, value=field_text(moment))


def moment_of(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) and value else value or None


def summary_note(form: DetailsForm) -> Note:
    number = len(value_of(form, "summary") or "")
    if not number:
        return Note(_("Left empty, the beginning of the text stands in lists and feeds."))
    text = ngettext("%(n)d character.", "%(n)d characters.", number) % {"n": number}
    return Note(text + " " + _("Lists, feeds and search engines show it."))


def cover_note(form: DetailsForm) -> Note:
    value = value_of(form, "cover")
    if not value:
        return Note(_("Without one, the article is shared with a card that is drawn for it."))
    if shown := shown_cover(value):
        return Note(_("Above the article, in lists, and where it is shared."), cover=shown)
    text = _("This picture is in the trash or deleted: readers see none. Choose another one.")
    return Note(text, is_wrong=True)


def value_of(form: DetailsForm, name: str) -> Any:
    """The value that was sent, if it is right; that of the article if nothing was sent."""
    if name not in form.fields or name in form.errors:
        return None
    if not form.is_bound or name not in form.changed_data:
        return form.initial.get(name)
    return form.cleaned_data.get(name)
