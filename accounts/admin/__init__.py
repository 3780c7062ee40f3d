"""The admin of accounts: the audit log, and everybody's tokens.

Tables of django-allauth have pages at the desk instead.
"""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib import admin

from accounts.admin import audit_entries, token_list

__all__ = ["audit_entries", "token_list"]

for model in (EmailAddress, EmailConfirmation, Authenticator):
    if admin.site.is_registered(model):
        admin.site.unregister(model)
