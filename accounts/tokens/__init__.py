"""Tokens, by which programs act for a user: named, with scopes, ending by themselves.

token_texts.py    the text of a token: a prefix, 32 random bytes, a checksum
token_scopes.py   what a token may be for, and the permissions that are left to it
access_tokens.py  the table, which has digests only
bearer.py         views that accept `Authorization: Bearer`
"""

from accounts.tokens.bearer import accepts_token
from accounts.tokens.token_scopes import TokenScope

__all__ = ["TokenScope", "accepts_token"]
