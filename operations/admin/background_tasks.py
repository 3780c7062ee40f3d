"""Admin of the background tasks: what failed, and why; running it again."""

import json
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult, get_date_max

from articles import access
from articles.admin.model_admin import ReadOnlyAdmin
from operations.tasks import queue

CHANGE = "django_tasks_database.change_dbtaskresult"

admin.site.unregister(DBTaskResult)


def function_name(row: DBTaskResult) -> str:
    return row.task_path.rpartition(".")[2]


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


# The model has no name for its rows, which titles and labels of the admin say.
DBTaskResult.add_to_class("__str__", function_name)


@admin.register(DBTaskResult)
class TaskAdmin(ReadOnlyAdmin):
    """Rows are read, and run again; nobody writes them."""

    list_display = ("name", "status", "attempts", "enqueued_at", "next_attempt", "last_error")
    list_filter = ("status",)
    ordering = ("-enqueued_at",)
    actions = ("run_again",)
    fields = (
        *("name", "arguments", "status", "attempts", "enqueued_at", "started_at", "finished_at"),
        *("next_attempt", "last_error", "error_details"),
    )
    readonly_fields = fields

    def has_rerun_permission(self, request: HttpRequest) -> bool:
        return access.signed_in_user(request).has_perm(CHANGE)

    @admin.display(description=_("task"), ordering="task_path")
    def name(self, row: DBTaskResult) -> SafeString:
        return format_html('<span lang="en">{}</span>', row)

    @admin.display(description=_("arguments"))
    def arguments(self, row: DBTaskResult) -> SafeString:
        by_place = [as_json(value) for value in row.args_kwargs["args"]]
        by_name = [f"{name}={as_json(v)}" for name, v in row.args_kwargs["kwargs"].items()]
        return format_html('<code lang="en">({})</code>', ", ".join([*by_place, *by_name]))

    @admin.display(description=_("attempts"))
    def attempts(self, row: DBTaskResult) -> str:
        return f"{len(row.worker_ids)} / {queue.MOST_ATTEMPTS}"

    @admin.display(description=_("next attempt"), empty_value="–")
    def next_attempt(self, row: DBTaskResult) -> Any:
        return row.run_after if row.status == "READY" and row.run_after != get_date_max() else None

    @admin.display(description=_("last error"), empty_value="–")
    def last_error(self, row: DBTaskResult) -> SafeString | None:
        lines = row.traceback.strip().splitlines()
        return format_html('<span lang="en">{}</span>', lines[-1][:200]) if lines else None

    @admin.display(description=_("error details"), empty_value="–")
    def error_details(self, row: DBTaskResult) -> SafeString | None:
        return (
            format_html('<pre class="traceback" lang="en">{}</pre>', row.traceback)
            if row.traceback
            else None
        )

    @admin.action(description=_("Run again"), permissions=["rerun"])
    def run_again(self, request: HttpRequest, chosen: QuerySet[DBTaskResult]) -> None:
        """Running tasks are left to their workers."""
        number = queue.run_again(chosen)
        text = ngettext("%(n)d task will run again.", "%(n)d tasks will run again.", number)
        self.message_user(request, text % {"n": number})
