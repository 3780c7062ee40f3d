"""Whether a delivery comes from somebody who knows the secret, compared in constant time."""

import hashlib
import hmac
from collections.abc import Mapping

GITHUB, GITEA, GITLAB = "X-Hub-Signature-256", "X-Gitea-Signature", "X-Gitlab-Token"


def is_signed(headers: Mapping[str, str], body: bytes, secret: str) -> bool:
    """GitHub and Gitea sign the body with HMAC-SHA256; GitLab sends the secret itself."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    expected = {GITHUB: f"sha256={digest}", GITEA: digest, GITLAB: secret}
    given = {name: headers[name] for name in expected if headers.get(name)}
    return bool(given) and all(
        hmac.compare_digest(value.encode("utf-8", "replace"), expected[name].encode())
        for name, value in given.items()
    )
