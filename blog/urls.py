"""URLs of the project."""

from django.contrib import admin
from django.urls import include, path, re_path

from media.serving import views as media_views
from sync.git.views import git_hook

urlpatterns = [
    path("admin/people/", include("accounts.people_access.access_urls")),
    path("admin/", admin.site.urls),
    path("desk/", include("accounts.urls")),
    path("desk/", include("desk.urls")),
    path("hooks/git", git_hook, name="git-hook"),
    path("preview/", include("desk.preview_urls")),
    path("files/<str:token>/<str:name>", media_views.file, name="file"),
    re_path(r"^uploads/(?P<path>.+)$", media_views.upload, name="upload"),
    path("", include("articles.urls")),
    path("", include("books.urls")),
]

handler400 = "articles.front.errors.bad_request"
handler404 = "articles.front.old_addresses.redirect_or_not_found"
handler500 = "blog.outage.server_error"
