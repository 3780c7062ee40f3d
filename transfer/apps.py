from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TransferConfig(AppConfig):
    name = "transfer"
    verbose_name = _("Moving in and out")

    def ready(self) -> None:
        from desk.housekeeping import register_daily
        from transfer.runs.kept_exports import remove_old_exports
        from transfer.runs.uploaded_files import remove_expired_files

        register_daily(remove_expired_files)
        register_daily(remove_old_exports)
