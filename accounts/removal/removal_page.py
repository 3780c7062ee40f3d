"""The page of the admin that removes a person, in place of Django's “Delete”."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts.removal.belongings import belongings_of
from accounts.removal.person_removal import end_access, hand_over, keep_name, remove
from accounts.removal.removal_form import HAND_OVER, RemovalForm
from articles.admin.people import UserAdmin
from articles.models import User
from blog.recent_sign_in import require_recent_sign_in

TEMPLATE = "admin/accounts/remove_person.html"


class RemovalAdmin(UserAdmin):
    """The admin of users: it deletes one at a time, and asks what becomes of the articles."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change and not form.instance.is_active:
            end_access(form.instance)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        found: dict[str, Any] = super().get_actions(request)
        found.pop("delete_selected", None)
        return found

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        require_recent_sign_in(request)
        if not self.has_delete_permission(request):
            raise PermissionDenied
        person = self.get_object(request, object_id)
        if person is None:
            raise Http404("no such person")
        if not self.has_delete_permission(request, person):
            raise PermissionDenied
        theirs, problem = belongings_of(person), reason_to_stay(person, request.user)
        asks = theirs.must_stay or theirs.files > 0
        sent = request.POST if request.method == "POST" else None
        form = RemovalForm(sent, person=person) if asks else None
        if sent is not None and not problem and (form is None or form.is_valid()):
            return self.remove_person(request, person, form)
        context = {"person": person, "theirs": theirs, "problem": problem, "form": form}
        return TemplateResponse(request, TEMPLATE, self.page_context(request, context))

    def page_context(self, request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
        title = _("Remove %(name)s?") % {"name": context["person"]}
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            **context,
        }

    def remove_person(
        self, request: HttpRequest, person: User, form: RemovalForm | None
    ) -> HttpResponse:
        name = str(person)
        if form is None:
            remove(person, request.user)
        elif form.cleaned_data["way"] == HAND_OVER:
            hand_over(person, form.cleaned_data["heir"], request.user)
        else:
            keep_name(person, request.user)
        messages.success(request, _("%(name)s is removed. No article was lost.") % {"name": name})
        return redirect("admin:articles_user_changelist")


def reason_to_stay(person: User, by: Any) -> str:
    """Why the person cannot be removed now; '' if nothing is in the way."""
    if person.pk == by.pk:
        return _("You cannot remove yourself. Another administrator can.")
    if person.is_superuser and not by.is_superuser:
        return _("Only an administrator removes an administrator.")
    return ""
