"""Writing: articles and their list."""

from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from taggit.forms import TagWidgetMixin
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from articles import previews, tag_names
from articles.admin.choosing import answer_or_question
from articles.admin.fixes import FixesAdmin
from articles.admin.moments import MomentsKept
from articles.models import Article, Category, User

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
        return short_enough(tag_names.from_text(self.cleaned_data["tag"]))


class TagInput(TagWidgetMixin, UnfoldAdminTextInputWidget):
    """Tags between commas, in a field that looks like the others."""


class ArticleForm(MomentsKept, forms.ModelForm):
    class Meta:
        widgets: ClassVar = {"tags": TagInput}
        help_texts: ClassVar = {"tags": HOW_TO_TAG}

    def clean_tags(self) -> list[str]:
        return short_enough(self.cleaned_data["tags"])


def short_enough(names: list[str]) -> list[str]:
    for name in names:
        if len(name) > LONGEST_TAG:
            text = _("The tag “%(name)s…” is longer than %(most)d characters.")
            raise forms.ValidationError(text % {"name": name[:40], "most": LONGEST_TAG})
    return names


@admin.register(Article)
class ArticleAdmin(FixesAdmin):
    form = ArticleForm
    list_display = ("title", "state", "category", "tag_names", "published_at", "problems")
    list_filter = ("status", "category", "language", "featured", "author", "tags")
    list_filter_submit = True
    search_fields = ("title", "slug", "summary", "body")
    date_hierarchy = "published_at"
    actions: ClassVar = ["publish", "unpublish", "move_to_topic", "add_tag", "take_all_fixes"]
    autocomplete_fields = ("category", "series", "translation_of")
    readonly_fields = ("preview", "warnings_found", "created_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("title", "body", "warnings_found")}),
        (_("Publishing"), {"fields": ("status", "published_at", "preview", "featured")}),
        (_("Order"), {"fields": ("category", "tags", "series", "part", "summary", "cover")}),
        (_("Details"), {"fields": ("slug", "language", "translation_of", "dialect", "author")}),
        (_("History"), {"fields": ("created_at", "updated_at")}),
    )

    # Who may do what

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        articles = Article.objects.editable_by(cast(User, request.user))
        match = request.resolver_match
        is_list = match is not None and str(match.url_name).endswith("_changelist")
        return articles.for_admin_list() if is_list else articles

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        mine = () if request.user.has_perm("articles.edit_all_articles") else ("author",)
        return (*self.readonly_fields, *mine)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_change_permission(request, obj) and may_edit(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_delete_permission(request, obj) and may_edit(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_view_permission(request, obj) and may_edit(request, obj)

    # Writing

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"author": request.user.pk, **super().get_changeform_initial_data(request)}

    def save_model(self, request: HttpRequest, obj: Article, form: ModelForm, change: bool) -> None:
        if obj.author_id is None:
            obj.author = request.user
        super().save_model(request, obj, form, change)

    def view_on_site(self, obj: Article) -> str:
        return obj.get_absolute_url() if obj.is_public() else previews.link_to(obj)

    # What is shown

    @display(description=_("status"), label={"draft": "warning", "published": "success"})
    def state(self, article: Article) -> tuple[str, Any]:
        if article.is_scheduled:
            return "scheduled", _("scheduled")
        return article.status, article.get_status_display()

    @display(description=_("tags"))
    def tag_names(self, article: Article) -> str:
        return ", ".join(tag.name for tag in article.tags.all())

    @display(description=_("warnings"))
    def problems(self, article: Article) -> str:
        return str(len(article.warnings)) if article.warnings else ""

    @display(description=_("preview"))
    def preview(self, article: Article) -> Any:
        if article.pk is None:
            return _("After saving, a link to show the draft to others appears here.")
        text = _("Open the preview")
        expiry = _("The link works for %(hours)d hours, for everybody who has it.")
        return format_html(
            '<a href="{}" target="_blank">{}</a><br>{}',
            previews.link_to(article),
            text,
            expiry % {"hours": previews.HOURS},
        )

    # Many at once

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request: HttpRequest, chosen: QuerySet[Article]) -> None:
        self.tell(request, chosen.publish())  # type: ignore[attr-defined]
        if waiting := chosen.waiting().count():  # type: ignore[attr-defined]
            text = ngettext(
                "%(n)d article could not be rendered and waits. Please run: manage.py rerender",
                "%(n)d articles could not be rendered and wait. Please run: manage.py rerender",
                waiting,
            )
            messages.warning(request, text % {"n": waiting})

    @admin.action(description=_("Take back to drafts"), permissions=["change"])
    def unpublish(self, request: HttpRequest, chosen: QuerySet[Article]) -> None:
        self.tell(request, chosen.unpublish())  # type: ignore[attr-defined]

    @admin.action(description=_("Move to a topic…"), permissions=["change"])
    def move_to_topic(self, request: HttpRequest, chosen: QuerySet[Article]) -> HttpResponse | None:
        answer = answer_or_question(self, request, chosen, MoveForm)
        if isinstance(answer, HttpResponse):
            return answer
        self.tell(request, chosen.update(category=answer.cleaned_data["topic"]))
        return None

    @admin.action(description=_("Add a tag…"), permissions=["change"])
    def add_tag(self, request: HttpRequest, chosen: QuerySet[Article]) -> HttpResponse | None:
        answer = answer_or_question(self, request, chosen, TagForm)
        if isinstance(answer, HttpResponse):
            return answer
        for article in chosen:
            article.tags.add(*answer.cleaned_data["tag"])
        self.tell(request, len(chosen))
        return None

    def tell(self, request: HttpRequest, number: int) -> None:
        text = ngettext("%(n)d article changed.", "%(n)d articles changed.", number)
        messages.success(request, text % {"n": number})


def may_edit(request: HttpRequest, article: Article | None) -> bool:
    everyones = request.user.has_perm("articles.edit_all_articles")
    return article is None or everyones or article.author_id == request.user.pk
