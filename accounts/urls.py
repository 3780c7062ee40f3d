"""URL patterns of signing in and of accounts, below /desk/. Many names are django-allauth's."""

from django.urls import path

from accounts.lazy_views import lazy_view

PAGE, STEP = "accounts.sign_in.sign_in_page.", "accounts.sign_in.second_step."
SESSIONS = "accounts.own.session_pages."
FORGOTTEN, INVITATION = "accounts.sign_in.forgotten.", "accounts.invitations.invitation_pages."
PASSWORD, ADDRESS = "accounts.own.password_pages.", "accounts.own.address_pages."
WITH = "accounts.identities.identity_pages."
SITES = "accounts.own.identity_connections."
TOKENS, OWN_PROFILE = "accounts.own.token_pages.", "accounts.own.profile_page."
OWN, FACTOR = "accounts.own.account_page.", "accounts.second_factor.factor_pages."

urlpatterns = [
    path("sign-in/", lazy_view(PAGE + "sign_in"), name="account_login"),
    path("sign-in/passkey/", lazy_view(STEP + "passkey_sign_in"), name="mfa_login_webauthn"),
    path("sign-in/code/", lazy_view(STEP + "enter_code"), name="mfa_authenticate"),
    path("sign-in/remember/", lazy_view(STEP + "remember_browser"), name="mfa_trust"),
    path(
        "sign-in/forgotten/", lazy_view(FORGOTTEN + "forgotten_password"), name="forgotten_password"
    ),
    path(
        "sign-in/password/<str:uidb64>/<str:token>/",
        lazy_view(FORGOTTEN + "new_password"),
        name="new_password",
    ),
    path(
        "sign-in/invitation/<str:token>/",
        lazy_view(INVITATION + "take_invitation"),
        name="take_invitation",
    ),
    path(
        "sign-in/address/<str:token>/",
        lazy_view(ADDRESS + "confirm_address"),
        name="confirm_address",
    ),
    path("sign-in/with/<slug:provider>/", lazy_view(WITH + "sign_in_with"), name="sign_in_with"),
    path(
        "sign-in/with/<slug:provider>/back/",
        lazy_view(WITH + "identity_callback"),
        name="identity_callback",
    ),
    path(
        "sign-in/invited/",
        lazy_view("accounts.identities.invited_identity.invited_identity"),
        name="socialaccount_signup",
    ),
    path("invitations/", lazy_view(INVITATION + "invitations"), name="invitations"),
    path(
        "invitations/<int:pk>/withdraw/",
        lazy_view(INVITATION + "withdraw_invitation"),
        name="withdraw_invitation",
    ),
    path(
        "invitations/password-link/",
        lazy_view(INVITATION + "make_password_link"),
        name="make_password_link",
    ),
    path("account/password/", lazy_view(PASSWORD + "own_password"), name="own_password"),
    path("account/address/", lazy_view(ADDRESS + "own_address"), name="own_address"),
    path("sign-out/", lazy_view(PAGE + "sign_out"), name="account_logout"),
    path("account/", lazy_view(OWN + "account"), name="account"),
    path("account/", lazy_view(OWN + "account"), name="mfa_index"),
    path("account/confirm/", lazy_view(OWN + "password_again"), name="account_reauthenticate"),
    path("account/confirm/code/", lazy_view(OWN + "code_again"), name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey/",
        lazy_view(OWN + "passkey_again"),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/confirm/site/", lazy_view(SITES + "sign_in_again"), name="sign_in_again"),
    path(
        "account/sites/<slug:provider>/connect/",
        lazy_view(SITES + "connect_identity_page"),
        name="connect_identity",
    ),
    path(
        "account/sites/<int:pk>/remove/",
        lazy_view(SITES + "remove_identity"),
        name="remove_identity",
    ),
    path("account/sessions/<int:pk>/end/", lazy_view(SESSIONS + "end_session"), name="end_session"),
    path(
        "account/sessions/end/",
        lazy_view(SESSIONS + "end_other_sessions"),
        name="end_other_sessions",
    ),
    path("account/app/", lazy_view(FACTOR + "set_up_app"), name="mfa_activate_totp"),
    path("account/app/remove/", lazy_view(FACTOR + "remove_app"), name="mfa_deactivate_totp"),
    path("account/passkeys/add/", lazy_view(FACTOR + "add_passkey"), name="mfa_add_webauthn"),
    path(
        "account/passkeys/<int:pk>/", lazy_view(FACTOR + "rename_passkey"), name="mfa_edit_webauthn"
    ),
    path(
        "account/passkeys/<int:pk>/remove/",
        lazy_view(FACTOR + "remove_passkey"),
        name="mfa_remove_webauthn",
    ),
    path("account/codes/", lazy_view(FACTOR + "recovery_codes"), name="mfa_view_recovery_codes"),
    path(
        "account/codes/new/",
        lazy_view(FACTOR + "new_recovery_codes"),
        name="mfa_generate_recovery_codes",
    ),
    path("account/profile/", lazy_view(OWN_PROFILE + "own_profile"), name="own_profile"),
    path("account/tokens/", lazy_view(TOKENS + "own_tokens"), name="own_tokens"),
    path(
        "account/tokens/<int:token>/revoke/",
        lazy_view(TOKENS + "revoke_token"),
        name="revoke_token",
    ),
]
