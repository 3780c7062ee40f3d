"""Pages of the admin that ask again who one is, if one signed in a while ago."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from blog.recent_sign_in import require_recent_sign_in


class ConfirmedAdmin:
    """Mixin of a ModelAdmin whose objects decide who may come in, or hold all of the site."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require_recent_sign_in(request)
        response: HttpResponse = super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require_recent_sign_in(request)
        response: HttpResponse = super().delete_view(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list is for reading; what its form sends deletes, for example."""
        if request.method == "POST":
            require_recent_sign_in(request)
        response: HttpResponse = super().changelist_view(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def user_change_password(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require_recent_sign_in(request)
        response: HttpResponse = super().user_change_password(request, *args, **kwargs)  # type: ignore[misc]
        return response
