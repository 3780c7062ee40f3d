"""Warnings of the renderer in the admin, and actions that apply the offered fixes."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.dataclasses import UnfoldAction
from unfold.decorators import action, display

from articles.admin.model_admin import ModelAdmin, lock_rows
from articles.models.markdown import WrittenText
from articles.publishing.fixes import Fix
from articles.publishing.wording import warning_in_words

MAX_MESSAGES = 10
UNRENDERED = _(
    "This text is saved but could not be rendered, so that it cannot be published yet. Save it"
    " again, or run: manage.py rerender"
)
LAST_GOOD = _(
    "This text is saved but could not be rendered: readers go on seeing the last version that"
    " could. Save it again, or run: manage.py rerender"
)


class FixesAdmin(ModelAdmin):
    """Base admin of articles and pages: warnings, and a button that applies the fixes."""

    actions_submit_line: ClassVar = ["take_fixes"]

    @display(description=_("warnings"))
    def warnings_found(self, text: WrittenText) -> SafeString:
        if not text.warnings:
            return format_html("{}", _("None."))
        fixes = {fix.line: fix for fix in text.fixes}
        items = ((warning_in_words(w), fix_html(fixes.get(w["line"]), w)) for w in text.warnings)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}{}</li>", items))

    @action(description=_("Apply the fixes"), icon="auto_fix_high")
    def take_fixes(self, request: HttpRequest, text: WrittenText) -> None:
        """Called after the form was saved, so the fixes apply to the submitted text."""
        fixes = text.apply_fixes()
        for fix in fixes[:MAX_MESSAGES]:
            values = {"line": fix.line, "old": fix.old.strip(), "new": fix.new.strip()}
            messages.success(request, _("Line %(line)d: “%(old)s” is now “%(new)s”.") % values)
        self.report_fixed(request, len(fixes))

    @admin.action(description=_("Apply the offered fixes"), permissions=["change"])
    def take_all_fixes(self, request: HttpRequest, chosen: QuerySet) -> None:
        """Load each object again, because the queryset of the list defers the text."""
        pks = list(self.editable(request, chosen).values_list("pk", flat=True))
        self.report_fixed(request, sum(self.apply_fixes_of(pk) for pk in pks))

    @transaction.atomic
    def apply_fixes_of(self, pk: int) -> int:
        """Apply the fixes of one locked object; return their number."""
        lock_rows(self.model, pk)
        text = self.model._default_manager.filter(pk=pk).first()
        return len(text.apply_fixes()) if text else 0

    def report_fixed(self, request: HttpRequest, number: int) -> None:
        text = ngettext("%(n)d line was changed.", "%(n)d lines were changed.", number)
        messages.info(request, text % {"n": number} if number else _("There is nothing to fix."))

    # The button

    def get_actions_submit_line(self, request: HttpRequest, object_id: Any) -> list[UnfoldAction]:
        text = self.get_object(request, str(object_id))
        if text is None or not self.has_change_permission(request, text):
            return []
        pressed = self.button_name in request.POST
        return super().get_actions_submit_line(request, object_id) if pressed or text.fixes else []

    def response_change(self, request: HttpRequest, obj: WrittenText) -> HttpResponse:
        if self.button_name in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        return super().response_change(request, obj)

    @property
    def button_name(self) -> str:
        return self.get_unfold_action("take_fixes").action_name

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if obj.has_failed:
            messages.error(request, LAST_GOOD if obj.is_public() else UNRENDERED)
        for warning in obj.warnings:
            messages.warning(request, warning_in_words(warning))


def fix_html(fix: Fix | None, warning: dict[str, Any]) -> SafeString:
    if fix is None or fix.new != warning.get("fix"):
        return SafeString()
    return format_html(
        "<br><del><code>{}</code></del> → <ins><code>{}</code></ins>", fix.old, fix.new
    )
