"""The text of a token: `lw_`, 32 random bytes and a checksum, in letters and digits.

The prefix lets programs find tokens that were published by mistake, and the checksum tells a token
that was copied in part from one that is unknown.
"""

import secrets
from hashlib import sha256
from string import ascii_letters, digits
from zlib import crc32

PREFIX = "lw_"
LETTERS = digits + ascii_letters
SECRET_BYTES, SECRET_LENGTH, CHECK_LENGTH = 32, 43, 6
LENGTH = len(PREFIX) + SECRET_LENGTH + CHECK_LENGTH


def new_token_text() -> str:
    secret = in_letters(int.from_bytes(secrets.token_bytes(SECRET_BYTES)), SECRET_LENGTH)
    return PREFIX + secret + check_letters(secret)


def is_whole_token(text: str) -> bool:
    """Whether the text has the form and the checksum of a token."""
    if len(text) != LENGTH or not text.startswith(PREFIX) or not text.isascii():
        return False
    secret = text[len(PREFIX) : -CHECK_LENGTH]
    return secrets.compare_digest(check_letters(secret), text[-CHECK_LENGTH:])


def token_digest(text: str) -> str:
    """What is stored. A fast hash is enough, because nobody guesses 32 random bytes."""
    return sha256(text.encode()).hexdigest()


def check_letters(secret: str) -> str:
    return in_letters(crc32(secret.encode()), CHECK_LENGTH)


def in_letters(number: int, length: int) -> str:
    found = ""
    for _place in range(length):
        number, digit = divmod(number, len(LETTERS))
        found = LETTERS[digit] + found
    return found
