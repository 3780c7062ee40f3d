"""The password and the keys of backups, which are never on a command line.

LONGWAVE_BACKUP_PASSWORD, or the first line of the file LONGWAVE_BACKUP_PASSWORD_FILE, or a prompt.
LONGWAVE_BACKUP_PUBLIC_KEY encrypts without a password; the private key that belongs to it is in a
file, which LONGWAVE_BACKUP_KEY_FILE names where backups are read.
"""

import sys
from dataclasses import dataclass, replace
from getpass import getpass
from pathlib import Path

from blog import environment
from operations.backup_error import BackupError

PASSWORD, PASSWORD_FILE = "LONGWAVE_BACKUP_PASSWORD", "LONGWAVE_BACKUP_PASSWORD_FILE"
PUBLIC_KEY, KEY_FILE = "LONGWAVE_BACKUP_PUBLIC_KEY", "LONGWAVE_BACKUP_KEY_FILE"
SHORTEST_PASSWORD = 10  # signs
UNREADABLE = "The file that {} names cannot be read: {}."
SHORT = f"A password of backups has {SHORTEST_PASSWORD} signs or more: several words are best."
DIFFERENT = "The two passwords are different: try again."


@dataclass(frozen=True)
class BackupSecrets:
    """Each is '' where it is not given. `private_key` is the text of a key file of age. With
    `may_ask`, a password that is needed is asked for on the terminal."""

    password: str = ""
    public_key: str = ""
    private_key: str = ""
    may_ask: bool = False

    @classmethod
    def from_environment(cls, *, may_ask: bool = False) -> "BackupSecrets":
        password = environment.read_text(PASSWORD)
        if not password and (file := environment.read_text(PASSWORD_FILE)):
            password = read_secret_file(PASSWORD_FILE, file).partition("\n")[0].rstrip("\r")
        file = environment.read_text(KEY_FILE)
        private = read_secret_file(KEY_FILE, file) if file else ""
        return cls(password, environment.read_text(PUBLIC_KEY), private, may_ask)

    @property
    def known_password(self) -> str:
        """The password of backups that are there."""
        if self.password or self.private_key or not (self.may_ask and sys.stdin.isatty()):
            return self.password
        return getpass("Password of the backups: ")

    def with_new_password(self) -> "BackupSecrets":
        """With a password that is asked for twice."""
        password = getpass("New password of the backups: ")
        if password != getpass("The same password again: "):
            raise BackupError(DIFFERENT)
        return replace(self, password=password)


def read_secret_file(variable: str, path: str) -> str:
    try:
        return Path(path).expanduser().read_text()
    except (OSError, UnicodeError) as error:
        raise BackupError(UNREADABLE.format(variable, error)) from error
