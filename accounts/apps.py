from allauth.account.apps import AccountConfig
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.audit.retention import delete_old_entries
        from desk.housekeeping import register_daily

        register_daily(delete_old_entries)


class SignInConfig(AccountConfig):
    """django-allauth's app. Its middleware is called by ours, so that readers do not pay for it."""

    default = False

    def ready(self) -> None:
        pass
