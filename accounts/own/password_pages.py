"""The user's own password: changed, or set by who has had none."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.sessions.session_following import note_use
from accounts.sign_in.forgotten import tell_of_new_password
from accounts.sign_in_throttle import ThrottledView
from articles.access import signed_in_user
from blog.recent_sign_in import recently_authenticated
from desk.pages.signed_in import desk_page


class OwnPasswordView(ThrottledView, PasswordChangeView):  # type: ignore[misc]
    template_name = "accounts/question.html"
    extra_context = {  # noqa: RUF012 - as in Django
        "heading": gettext_lazy("Change your password"),
        "words": gettext_lazy("All other devices are signed out after that."),
        "button": gettext_lazy("Save"),
    }

    def get_form_class(self) -> Any:
        has_one = signed_in_user(self.request).has_usable_password()
        return PasswordChangeForm if has_one else SetPasswordForm

    def form_invalid(self, form: Any) -> HttpResponse:
        # A new password that is too short is no wrong one.
        self.is_right = "old_password" not in form.errors
        return super().form_invalid(form)

    def form_valid(self, form: Any) -> HttpResponse:
        self.is_right, user = True, form.save()
        update_session_auth_hash(self.request, user)
        note_use(self.request, user)
        tell_of_new_password(self.request, user)
        messages.success(self.request, _("You have a new password."))
        return redirect("account")


own_password = desk_page(recently_authenticated(OwnPasswordView.as_view()))
