"""Admin of articles."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from taggit.forms import TagWidgetMixin
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from articles import access, tag_names
from articles.admin.action_forms import valid_form_or_page
from articles.admin.article_list import ArticleListAdmin, has_draft_beside
from articles.admin.deletion import TrashAdmin
from articles.admin.files_of_articles import WithFilesForm
from articles.models import Article, Category

LONGEST_TAG = 100
HOW_TO_TAG = _(
    "Between ， 、 ; or commas; a space is part of a name, and so is a comma between double quotes."
)


class MoveForm(forms.Form):
    title = _("Move to another topic")
    topic = forms.ModelChoiceField(
        Category.objects.all(), label=_("New topic"), widget=UnfoldAdminSelectWidget
    )


class TagForm(forms.Form):
    title = _("Add a tag")
    tag = forms.CharField(label=_("Tag"), widget=UnfoldAdminTextInputWidget, help_text=HOW_TO_TAG)

    def clean_tag(self) -> list[str]:
        return validated_tag_lengths(tag_names.parse_tag_names(self.cleaned_data["tag"]))


class TagInput(TagWidgetMixin, UnfoldAdminTextInputWidget):
    """Tag field with the styles of Unfold."""


class ArticleForm(WithFilesForm):
    class Meta:
        widgets: ClassVar = {"tags": TagInput}
        help_texts: ClassVar = {"tags": HOW_TO_TAG}

    def clean_tags(self) -> list[str]:
        return validated_tag_lengths(self.cleaned_data["tags"])


def validated_tag_lengths(names: list[str]) -> list[str]:
    for name in names:
        if len(name) > LONGEST_TAG:
            text = _("The tag “%(name)s…” is longer than %(most)d characters.")
            raise forms.ValidationError(text % {"name": name[:40], "most": LONGEST_TAG})
    return names


@admin.register(Article)
class ArticleAdmin(TrashAdmin, ArticleListAdmin):
    form = ArticleForm
    actions: ClassVar = [
        *("publish", "unpublish", "move_to_topic", "add_tag", "take_all_fixes"),
        "move_to_trash",
    ]
    readonly_fields = ("preview", "warnings_found", "created_at", "updated_at", "original")
    fieldsets = (
        (None, {"fields": ("title", "body", "inserted_file", "warnings_found")}),
        (_("Publishing"), {"fields": ("status", "published_at", "preview", "featured")}),
        (_("Order"), {"fields": ("category", "tags", "series", "part", "summary")}),
        (_("Cover image"), {"fields": ("cover", "chosen_cover")}),
        (_("Details"), {"fields": ("slug", "language", "translation_of", "dialect", "author")}),
        (_("History"), {"fields": ("created_at", "updated_at")}),
    )

    # Permissions

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        user = access.signed_in_user(request)
        mine = () if access.edits_everything(user) else ("author",)
        public = () if access.may_publish(user) else ("status", "published_at")
        return (*self.readonly_fields, *mine, *public)

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """If the user may not select the original, show it as text instead of a field."""
        fieldsets = super().get_fieldsets(request, obj)
        named = obj is None or access.may_see(access.signed_in_user(request), obj.translation_of)
        shown = {} if named else {"translation_of": "original"}
        return [
            (title, {**more, "fields": tuple(shown.get(f, f) for f in more["fields"])})
            for title, more in fieldsets
        ]

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Let the web process not decode a cover: `stored_cover()` has it checked by a worker."""
        if db_field.name == "cover":
            kwargs |= {"form_class": forms.FileField, "max_length": None}
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    # Saving

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"author": request.user.pk, **super().get_changeform_initial_data(request)}

    def save_model(self, request: HttpRequest, obj: Article, form: ModelForm, change: bool) -> None:
        if obj.author_id is None:
            obj.author = access.signed_in_user(request)
        if not change or {"body", "inserted_file", "dialect"} & set(form.changed_data):
            self.set_writer(request, obj)
        super().save_model(request, obj, form, change)

    def set_writer(self, request: HttpRequest, article: Article) -> None:
        could = article.pk is not None and article.may_hold_raw_html()
        article.written_by = access.signed_in_user(request)
        if could and not article.may_hold_raw_html():
            text = _("The text is yours now, and you may not publish raw HTML: it was left out.")
            messages.warning(request, text)

    def view_on_site(self, obj: Article) -> str:
        return obj.get_absolute_url() if obj.is_public() else reverse("desk_preview", args=[obj.pk])

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Tell of a newer text at the desk, which this form does not contain."""
        article = context.get("original")
        if request.method == "GET" and article and has_draft_beside(article):
            text = _("There are changes that are not published. This form does not contain them.")
            link = reverse("desk_article", args=[article.pk])
            html = '{} <a href="{}" class="underline">{}</a>'
            messages.info(request, format_html(html, text, link, _("Open them at the desk")))
        return super().render_change_form(request, context, *args, **kwargs)

    # Read-only fields

    @display(description=_("preview"))
    def preview(self, article: Article) -> Any:
        if article.pk is None:
            return _("After saving, a link to show the draft to others appears here.")
        return format_html(
            '<a href="{}" target="_blank">{}</a><br><a href="{}">{}</a>',
            reverse("desk_preview", args=[article.pk]),
            _("Open the preview"),
            reverse("desk_links", args=[article.pk]),
            _("Links that show it to others"),
        )

    @display(description=_("translation of"))
    def original(self, article: Article) -> Any:
        original = article.translation_of
        return original if original and original.is_public() else _("An article of somebody else.")

    # Actions

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish(self, request: HttpRequest, chosen: QuerySet[Article]) -> None:
        self.report_changed(request, chosen.publish())  # type: ignore[attr-defined]
        if waiting := chosen.waiting().count():  # type: ignore[attr-defined]
            text = ngettext(
                "%(n)d article could not be rendered and waits. Please run: manage.py rerender",
                "%(n)d articles could not be rendered and wait. Please run: manage.py rerender",
                waiting,
            )
            messages.warning(request, text % {"n": waiting})

    @admin.action(description=_("Take back to drafts"), permissions=["publish"])
    def unpublish(self, request: HttpRequest, chosen: QuerySet[Article]) -> None:
        self.report_changed(request, chosen.unpublish())  # type: ignore[attr-defined]

    @admin.action(description=_("Move to a topic…"), permissions=["change"])
    def move_to_topic(self, request: HttpRequest, chosen: QuerySet[Article]) -> HttpResponse | None:
        answer = valid_form_or_page(self, request, chosen, MoveForm)
        if isinstance(answer, HttpResponse):
            return answer
        self.report_changed(
            request, self.editable(request, chosen).update(category=answer.cleaned_data["topic"])
        )
        return None

    @admin.action(description=_("Add a tag…"), permissions=["change"])
    def add_tag(self, request: HttpRequest, chosen: QuerySet[Article]) -> HttpResponse | None:
        answer = valid_form_or_page(self, request, chosen, TagForm)
        if isinstance(answer, HttpResponse):
            return answer
        articles = self.editable(request, chosen)
        for article in articles:
            article.tags.add(*answer.cleaned_data["tag"])
        self.report_changed(request, len(articles))
        return None

    def report_changed(self, request: HttpRequest, number: int) -> None:
        text = ngettext("%(n)d article changed.", "%(n)d articles changed.", number)
        messages.success(request, text % {"n": number})
