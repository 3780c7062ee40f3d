"""The admin of accounts: the audit log, which is read and searched."""

from accounts.admin import audit_entries

__all__ = ["audit_entries"]
