from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _
from django_tasks_db import apps as tasks_db_apps

from blog.slow_queries import log_slow_queries
from operations.bucket_check import buckets_answer
from operations.checks import (
    data_is_private,
    theme_compiles,
    theme_fits,
    theme_is_current,
    variables_are_current,
)


class OperationsConfig(AppConfig):
    name = "operations"
    verbose_name = _("Running the site")

    def ready(self) -> None:
        from desk.housekeeping import register_daily
        from operations.integrity.daily_check import begin_daily_check

        register_daily(begin_daily_check)
        checks.register(data_is_private, checks.Tags.security)
        checks.register(variables_are_current)
        checks.register(theme_is_current, checks.Tags.templates)
        checks.register(theme_compiles, checks.Tags.templates)
        checks.register(theme_fits, checks.Tags.templates)
        checks.register(buckets_answer, deploy=True)
        log_slow_queries()


class TasksConfig(tasks_db_apps.TasksAppConfig):
    """The app of the library, with a name for the admin."""

    default = False
    verbose_name = _("Background tasks")  # type: ignore[assignment]
