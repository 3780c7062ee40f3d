"""Paths that programs ask for which look for holes, and no reader does."""

import re

PROBE = re.compile(
    r"/\.(?!well-known)"  # .env, .git
    r"|\.(?:php\d?|aspx?|jspx?|cgi|env|ini|sql|bak|old|zip|tar|gz|tgz|rar|7z|ya?ml|log|sh|exe|dll)$"
    r"|^/(?:wp-(?:admin|content|includes|json|login|config)|xmlrpc|cgi-bin|vendor|actuator)\b"
    r"|^/(?:phpmyadmin|pma|myadmin|mysql|adminer|solr|manager|console|hudson|jenkins|boaform)\b"
    r"|/(?:eval-stdin|phpinfo|shell|wlwmanifest\.xml|autodiscover)\b"
    r"|\.\.|%2e%2e|[<>\"'`|\\$;{}]",
    re.IGNORECASE,
)


def is_probe(path: str) -> bool:
    return bool(PROBE.search(path))
