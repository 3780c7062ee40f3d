"""Admin of users and groups."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from accounts import audit
from articles.admin.confirmed import ConfirmedAdmin
from articles.admin.datetime_fields import UnchangedDatetimesMixin
from articles.admin.model_admin import PlainAdmin
from articles.lists.taxonomies import author_by_slug
from articles.models import User

# What decides what a person may do
ROLE_FIELDS = frozenset({"groups", "user_permissions", "is_superuser", "is_staff", "is_active"})


class NewUserForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = User


class EditUserForm(UnchangedDatetimesMixin, UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User


@admin.register(User)
class UserAdmin(ConfirmedAdmin, DjangoUserAdmin, PlainAdmin):
    audited_addition = audit.Action.PERSON_ADDED
    audited_change = audit.Action.PERSON_CHANGED
    audited_deletion = None  # accounts/removal records it
    form = EditUserForm
    add_form = NewUserForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "display_name", "email", "is_staff", "is_active")
    search_fields = ("username", "display_name", "first_name", "last_name", "email")
    ordering = ("display_name", "username")
    fieldsets = (
        *(DjangoUserAdmin.fieldsets or ()),
        (_("For readers"), {"fields": ("display_name", "shows_name", "slug", "bio", "links")}),
    )

    def view_on_site(self, obj: User) -> str | None:
        """The page of an author, if readers find it."""
        page = author_by_slug(obj.slug) if obj.slug else None
        return page.get_absolute_url() if page else None

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if changed := ROLE_FIELDS.intersection(form.changed_data):
            roles = [group.name for group in form.instance.groups.all()]
            about = {"fields": sorted(changed), "roles": roles}
            audit.record(request.user, audit.Action.ROLES_CHANGED, form.instance, request, **about)


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(ConfirmedAdmin, DjangoGroupAdmin, PlainAdmin):
    audited_addition = audited_change = audited_deletion = audit.Action.ROLE_CHANGED
