from allauth.account.apps import AccountConfig
from allauth.socialaccount.apps import SocialAccountConfig
from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.audit.retention import delete_old_entries
        from accounts.sessions.session_following import begin_session, delete_old_sessions
        from desk.housekeeping import register_daily

        register_daily(delete_old_entries)
        register_daily(delete_old_sessions)
        user_logged_in.connect(begin_session)


class SignInConfig(AccountConfig):
    """django-allauth's app. Its middleware is called by ours, so that readers do not pay for it."""

    default = False

    def ready(self) -> None:
        pass


class IdentityConfig(SocialAccountConfig):
    """The tables of django-allauth for accounts of other sites. Providers are loaded when used."""

    default = False

    def ready(self) -> None:
        pass
