"""URL patterns about one person, below /admin/people/."""

from django.urls import path

from accounts.lazy_views import lazy_view

PAGES = "accounts.people_access.access_pages."

urlpatterns = [
    path("<int:person>/", lazy_view(PAGES + "person_access"), name="person_access"),
    path(
        "<int:person>/second-factor/",
        lazy_view(PAGES + "take_second_factor"),
        name="take_second_factor",
    ),
    path(
        "<int:person>/sessions/end/", lazy_view(PAGES + "end_sessions_of"), name="end_sessions_of"
    ),
    path(
        "<int:person>/sessions/<int:session>/end/",
        lazy_view(PAGES + "end_session_of"),
        name="end_session_of",
    ),
    path(
        "<int:person>/invitations/<int:invitation>/withdraw/",
        lazy_view(PAGES + "withdraw_invitation_of"),
        name="withdraw_invitation_of",
    ),
]
