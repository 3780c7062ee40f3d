"""The admin site: object permissions in the views that Django leaves open."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from unfold.sites import UnfoldAdminSite

from accounts import audit
from articles import access, unsaved
from articles.models import User
from articles.theme_templates import broken_templates

SETTINGS_PERMISSION = "articles.change_sitesettings"


class CompletionView(AutocompleteJsonView):
    """Answers fields and filters in which one chooses by typing."""

    def has_perm(self, request: HttpRequest, obj: Any = None) -> bool:
        """Editors choose among authors without the permission to open their pages."""
        is_person = self.model_admin.model is User
        may_choose = is_person and access.sees_everything(access.signed_in_user(request))
        return may_choose or bool(super().has_perm(request, obj))


class AuthorsAdminSite(UnfoldAdminSite):
    def get_urls(self) -> list[URLPattern]:
        """Put our `view_on_site` before Django's, which redirects to any object by its id."""
        address = "r/<path:content_type_id>/<path:object_id>/"
        view = self.admin_view(self.view_on_site)
        return [path(address, view, name="view_on_site"), *super().get_urls()]

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Like Django's, but a form sent after the session ended is shown again, not discarded."""
        guarded = super().admin_view(view, cacheable)

        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if unsaved.is_object_form(request) and not self.has_permission(request):
                return unsaved.unsaved_page(request, unsaved.SIGNED_OUT, status=403)
            with audit.came_from(request):
                response: HttpResponseBase = guarded(request, *args, **kwargs)
            return response

        return inner

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        """Lead to the sign-in page, which leads to the desk, unless the address names a page.

        The first page of the admin is none.
        """
        aim = request.GET.get(REDIRECT_FIELD_NAME, "")
        query = (
            urlencode({REDIRECT_FIELD_NAME: aim}) if aim not in {"", reverse("admin:index")} else ""
        )
        return redirect(f"{resolve_url(settings.LOGIN_URL)}{'?' if query else ''}{query}")

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        """The page of the account, after which other sessions end."""
        return redirect("own_password")

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        warn_of_theme(request)
        response: HttpResponseBase = super().index(request, extra_context)
        return response

    def view_on_site(
        self, request: HttpRequest, content_type_id: str, object_id: str
    ) -> HttpResponseBase:
        """Redirect to an object on the site, if the user may view it in the admin.

        The URL contains the slug, which must not be disclosed to others.
        """
        kind = ContentType.objects.filter(pk=content_type_id) if content_type_id.isdigit() else None
        found = kind.first() if kind is not None else None
        model = found.model_class() if found else None
        if model is None or not self.is_registered(model):
            raise Http404("no such content type")
        admin = self.get_model_admin(model)
        thing = admin.get_object(request, unquote(object_id))
        if thing is None or not admin.has_view_or_change_permission(request, thing):
            raise Http404("no such object")
        if callable(admin.view_on_site):
            if address := admin.view_on_site(thing):
                return redirect(address)
            raise Http404("readers find no page of it")
        return shortcut(request, content_type_id, thing.pk)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponseBase:
        """Answer for the fields in `autocomplete_fields` only."""
        asked = [request.GET.get(name, "") for name in ("app_label", "model_name", "field_name")]
        for model in filter(self.is_registered, apps.get_models()):
            fields = self.get_model_admin(model).get_autocomplete_fields(request)
            if asked[:2] == [model._meta.app_label, model._meta.model_name] and asked[2] in fields:
                return CompletionView.as_view(admin_site=self)(request)
        raise Http404("no field of a form")

    def search(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response: HttpResponseBase = super().search(request, *args, **kwargs)
        except (ValueError, InvalidPage) as error:
            raise Http404("no such page of results") from error
        return response


def warn_of_theme(request: HttpRequest) -> None:
    """Tell those who may change the settings of the site which templates of the theme fail."""
    if request.user.has_perm(SETTINGS_PERMISSION):
        for line in broken_templates():
            message = _("%(error)s Until it is corrected, our own template is shown.")
            messages.warning(request, message % {"error": line})
