"""What is stored of a piece: compressed by Zstandard, and encrypted by age if a key is given.

age is a format with several implementations, so that backups can be read without Longwave:
`age -d -i key.txt FILE | zstd -d`. A password encrypts a private key, which is made once for each
place: scrypt takes a second, and pieces are encrypted by the key.
"""

from pathlib import Path

import pyrage
import zstandard
from pyrage import passphrase, x25519

from blog import file_modes
from operations.backup_error import BackupError
from operations.backups.manifest import DAMAGED
from operations.backups.secrets import KEY_FILE, PASSWORD, SHORT, SHORTEST_PASSWORD, BackupSecrets

LEVEL = 3
KEY_NAME = "key.age"
BEGINNING = "AGE-SECRET-KEY-1"
WRONG_PASSWORD = "The password is not that of the backups in {}."
WRONG_KEY = "The key of LONGWAVE_BACKUP_KEY_FILE is not that of the backups in {}."
BAD_KEY = "{} is no key of age, which begins with {}."
NEEDS_PASSWORD = "The backups in {} are encrypted by a password: set " + PASSWORD + " or a file."
NEEDS_KEY = "The backups in {} are encrypted by a key: name its file in " + KEY_FILE + "."

NEW_KEY = (
    "{} has the private key. Keep it where the site is not, twice: without it nobody can read the "
    "backups. The site needs the public one only: LONGWAVE_BACKUP_PUBLIC_KEY={}"
)


class PieceCipher:
    """`recipient` is the public key, None without encryption; `identity` the private one."""

    def __init__(self, recipient: str = "", identity: x25519.Identity | None = None) -> None:
        self.public_key, self.identity = recipient, identity
        self.recipient = x25519.Recipient.from_str(recipient) if recipient else None

    @property
    def is_readable(self) -> bool:
        return self.recipient is None or self.identity is not None

    def seal(self, data: bytes) -> bytes:
        packed = zstandard.ZstdCompressor(level=LEVEL).compress(data)
        return pyrage.encrypt(packed, [self.recipient]) if self.recipient else packed

    def unseal(self, stored: bytes, longest: int) -> bytes:
        """Raise BackupError for what cannot be read, or is longer than `longest` bytes."""
        try:
            packed = pyrage.decrypt(stored, [self.identity]) if self.recipient else stored
            if zstandard.frame_content_size(packed) > longest:
                raise BackupError(DAMAGED.format("a piece is too long"))
            return zstandard.ZstdDecompressor().decompress(packed, max_output_size=longest)
        except (pyrage.DecryptError, zstandard.ZstdError) as error:
            raise BackupError(DAMAGED.format(error)) from error


def new_cipher(secrets: BackupSecrets) -> tuple[PieceCipher, bytes | None]:
    """The cipher of a new place, and what its file `key.age` has."""
    if secrets.public_key:
        return PieceCipher(checked_public_key(secrets.public_key), private_key(secrets)), None
    if not secrets.password:
        return PieceCipher(), None
    if len(secrets.password) < SHORTEST_PASSWORD:
        raise BackupError(SHORT)
    made = x25519.Identity.generate()
    sealed = passphrase.encrypt(str(made).encode(), secrets.password)
    return PieceCipher(str(made.to_public()), made), sealed


def known_cipher(
    public_key: str, sealed: bytes | None, secrets: BackupSecrets, title: str
) -> PieceCipher:
    """The cipher of a place with this public key and this `key.age`."""
    if not public_key:
        return PieceCipher()
    if sealed is not None and (password := secrets.known_password):
        identity: x25519.Identity | None = opened_key(sealed, password, title)
    else:
        identity = private_key(secrets)
    if identity and str(identity.to_public()) != public_key:
        raise BackupError((WRONG_PASSWORD if sealed else WRONG_KEY).format(title))
    return PieceCipher(checked_public_key(public_key), identity)


def opened_key(sealed: bytes, password: str, title: str) -> x25519.Identity:
    try:
        return x25519.Identity.from_str(passphrase.decrypt(sealed, password).decode())
    except (pyrage.DecryptError, pyrage.IdentityError, UnicodeError) as error:
        raise BackupError(WRONG_PASSWORD.format(title)) from error


def private_key(secrets: BackupSecrets) -> x25519.Identity | None:
    """The first key of a file as age-keygen writes it, with comments."""
    lines = [line.strip() for line in secrets.private_key.splitlines()]
    if not any(lines):
        return None
    key = next((line for line in lines if line.startswith(BEGINNING)), "")
    try:
        return x25519.Identity.from_str(key)
    except pyrage.IdentityError as error:
        raise BackupError(BAD_KEY.format("What the file has", BEGINNING)) from error


def checked_public_key(key: str) -> str:
    try:
        return str(x25519.Recipient.from_str(key))
    except pyrage.RecipientError as error:
        raise BackupError(BAD_KEY.format(repr(key), "age1")) from error


def new_key_file(file: Path) -> str:
    """Write a new private key, as age-keygen does. Return what to do with the public one."""
    made = x25519.Identity.generate()
    public_key = str(made.to_public())
    with open(file, "x", opener=file_modes.private_opener) as out:
        out.write(f"# public key: {public_key}\n{made}\n")
    return NEW_KEY.format(file, public_key)
