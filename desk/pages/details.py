"""The details in the writing form, and what the script of the form asks about them."""

from collections import Counter
from typing import Any
from unicodedata import normalize

from django.core.exceptions import ValidationError
from django.db.models import Case, Q, When
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from articles import access
from articles.filters import clean_words
from articles.models import Article, Tag
from desk.details.form import DetailsForm
from desk.details.new_articles import new_content
from desk.details.notes import Note, notes_of
from desk.details.site_times import field_text, read_back
from desk.models import Draft
from desk.pages.publishing_times import TIME_FIELD, sent_time
from desk.pages.reader_changes import reader_changes
from desk.pages.sent_text import SentForm, SentText
from desk.pages.signed_in import article_page, desk_page, new_article_page

MOST = 12


def details_context(form: DetailsForm, title: str) -> dict[str, Any]:
    """What the section of the details shows: each field with its note."""
    notes = notes_of(form, title)
    return {
        "details": form,
        "notes": notes,
        "detail_errors": [form[name] for name in form.errors if name in form.fields],
        "excerpt": excerpt_of(form),
        "written_in": form.seen.metadata["language"],
    }


def excerpt_of(form: DetailsForm) -> str:
    """The beginning of the text, if it was rendered; the script puts that of the new text there."""
    article = form.article
    return article.safe_excerpt if article and article.body == form.seen.body else ""


@require_POST
@article_page
def check_details(request: HttpRequest, article: Article) -> HttpResponse:
    """What was understood of the details of a form that is not saved yet."""
    draft = Draft.objects.of_article(article.pk)
    sent = SentForm(SentText.of(request), article, draft)
    changes = reader_changes(article, draft, sent.content, sent.sent.by)
    shown = {"article": article, "reader_changes": changes}
    return notes_page(request, sent.details, sent.sent.title, **shown)


@require_POST
@new_article_page
def check_new_details(request: HttpRequest) -> HttpResponse:
    sent = SentText.of(request)
    form = DetailsForm(sent.details, seen=new_content(sent.by), user=sent.by)
    return notes_page(request, form, sent.title)


def notes_page(request: HttpRequest, form: DetailsForm, title: str, **shown: Any) -> HttpResponse:
    """The notes of all fields, each as the form shows it, and that of the time of publishing."""
    notes = notes_of(form, title)
    if TIME_FIELD in request.POST:
        notes[TIME_FIELD] = time_note(request.POST[TIME_FIELD])
    return render(request, "desk/_detail_notes.html", {"notes": notes, **shown})


def time_note(text: str) -> Note:
    """How the field for publishing later is read."""
    try:
        moment = sent_time(text) if text.strip() else None
    except ValidationError as error:
        return Note(" ".join(error.messages), is_wrong=True)
    return Note(read_back(moment), value=field_text(moment)) if moment else Note()


# Completion


@require_safe
@desk_page
def offered_tags(request: HttpRequest) -> JsonResponse:
    """The tags whose names contain `q`, those that begin with it first, then the most used."""
    words = clean_words(normalize("NFKC", request.GET.get("q", "")))
    user = access.signed_in_user(request)
    number = access.visible_count(user, "uses", "uses__content_object")
    begins = Case(When(name__istartswith=words, then=0), default=1)
    found = Tag.objects.filter(name__icontains=words).annotate(number=number, begins=begins)
    rows = found.order_by("begins", "-number", "sort_key", "name")[:MOST]
    return JsonResponse({"items": [{"value": tag.name, "note": tag.number} for tag in rows]})


@require_safe
@desk_page
def offered_originals(request: HttpRequest) -> JsonResponse:
    """The articles of which another may be a translation, by their titles; the newest first."""
    user = access.signed_in_user(request)
    known = access.visible_objects(user, Article.objects.filter(translation_of=None))
    for word in clean_words(request.GET.get("q", "")).split():
        known = known.filter(Q(title__icontains=word) | Q(slug__icontains=word))
    rows = known.order_by("-pk").values_list("title", "slug")[:MOST]
    titles = Counter(title for title, _slug in rows)
    items = [
        {"value": title if titles[title] == 1 else slug, "text": title, "note": slug}
        for title, slug in rows
    ]
    return JsonResponse({"items": items})
