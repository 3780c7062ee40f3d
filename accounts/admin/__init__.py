"""The admin of accounts: the audit log. Tables of django-allauth have pages at the desk instead."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib import admin

from accounts.admin import audit_entries

__all__ = ["audit_entries"]

for model in (EmailAddress, EmailConfirmation, Authenticator):
    if admin.site.is_registered(model):
        admin.site.unregister(model)
