"""The error of backup and restore."""


class BackupError(Exception):
    """The command ends with this message, which says what is wrong and what to do."""
