"""The admin of accounts: the audit log, everybody's tokens, and removing a person.

Tables of django-allauth have pages at the desk instead.
"""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin

from accounts.admin import audit_entries, people_removal, token_list

__all__ = ["audit_entries", "people_removal", "token_list"]

HIDDEN = (
    *(EmailAddress, EmailConfirmation, Authenticator),
    *(SocialAccount, SocialApp, SocialToken),
)
for model in HIDDEN:
    if admin.site.is_registered(model):
        admin.site.unregister(model)
