"""Checks an ID token: who signed it, for whom, until when."""

from collections.abc import Mapping
from typing import Any

import jwt

# Signatures that only the provider can make. HMAC is not among them: its key is our secret.
ALGORITHMS = [
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA"),
]
NEEDED = ["iss", "sub", "aud", "exp", "iat"]
LEEWAY = 60  # seconds by which clocks may differ


class TokenRefused(ValueError):
    """The token is not what the provider would send us."""


def verified_claims(
    token: str, key_set: Mapping[str, Any], *, issuer: str, client_id: str
) -> dict[str, Any]:
    """The claims of a token. `key_set`: the JSON Web Key Set of the provider.

    Raises TokenRefused. The nonce is in the claims; whoever has sent it compares.
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            signing_key(token, key_set),
            algorithms=ALGORITHMS,
            issuer=issuer,
            audience=client_id,
            leeway=LEEWAY,
            options={"require": NEEDED},
        )
    except jwt.PyJWTError as error:
        raise TokenRefused(str(error)) from error
    if claims.get("azp", client_id) != client_id:
        raise TokenRefused("it was made for another client")
    return claims


def signing_key(token: str, key_set: Mapping[str, Any]) -> Any:
    """The key that the token names; the only one if it names none."""
    name = jwt.get_unverified_header(token).get("kid")
    keys = [key for key in jwt.PyJWKSet.from_dict(dict(key_set)).keys if is_for_signatures(key)]
    found = [key for key in keys if key.key_id == name] if name else keys
    if len(found) != 1:
        raise TokenRefused("the provider has no such key")
    return found[0]


def is_for_signatures(key: Any) -> bool:
    return key.public_key_use in (None, "sig")
