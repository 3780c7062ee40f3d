"""The audit log: who did what to which object, from where. Rows are added and never changed.

actions.py      the closed list of what is recorded, in both languages
entries.py      the table; saving a row again, updating and deleting raise AppendOnlyError
append_only.py  triggers by which the databases refuse the same
recording.py    record(), and the request that the entries of a block belong to
retention.py    deletes what is older than LONGWAVE_AUDIT_DAYS
"""

from accounts.audit.actions import Action
from accounts.audit.recording import came_from, record, record_all

__all__ = ["Action", "came_from", "record", "record_all"]
