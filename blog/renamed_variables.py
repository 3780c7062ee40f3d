"""Environment variables that have a new name.

The former names are read for one version: a site of an older version starts with its `.env` as it
is. `manage.py check` and `manage.py start` warn of them and name the new ones.
"""

import os

# The new name of each variable, with its former one. The value has the same form.
FORMER_NAMES = {
    "LONGWAVE_CDN_MAX_AGE": "LONGWAVE_FRONT_SECONDS",
    "LONGWAVE_CDN_PURGE_HEADER": "LONGWAVE_PURGE_HEADER",
    "LONGWAVE_CDN_PURGE_METHOD": "LONGWAVE_PURGE_METHOD",
    "LONGWAVE_CDN_PURGE_URL": "LONGWAVE_PURGE_URL",
    "LONGWAVE_PAGE_CACHE_MB": "LONGWAVE_PAGE_CACHE",
    "LONGWAVE_RENDER_TIMEOUT": "LONGWAVE_RENDER_SECONDS",
    "LONGWAVE_TRUSTED_PROXIES": "LONGWAVE_PROXIES",
}
# LONGWAVE_SEARCH_RATE=30/10s was LONGWAVE_SEARCHES=30 and LONGWAVE_SEARCH_SECONDS=10.
SEARCH_RATE = "LONGWAVE_SEARCH_RATE"
SEARCHES, SEARCH_SECONDS = "LONGWAVE_SEARCHES", "LONGWAVE_SEARCH_SECONDS"

RENAMED = (
    "{former} is called {name} now. Write {name} in place of {former}, with the same value: the "
    "next version does not read {former}."
)
RATE_RENAMED = (
    "{former} is part of {name} now. Write {name}={rate}: the next version does not read {former}."
)
IGNORED = (
    "{former} is not read, because {name} is set too. Remove {former}: its name is {name} now."
)


def is_set(name: str) -> bool:
    return bool(os.environ.get(name, "").strip())


def name_in_use(name: str) -> str:
    """Return the former name where only that one is set, else `name`."""
    former = FORMER_NAMES.get(name)
    return former if former and is_set(former) and not is_set(name) else name


def renamed_warnings() -> list[str]:
    """Return one message for each former name that is set. It says what to write in its place."""
    messages = [
        (IGNORED if is_set(name) else RENAMED).format(former=former, name=name)
        for name, former in FORMER_NAMES.items()
        if is_set(former)
    ]
    return [*messages, *search_rate_warnings()]


def search_rate_warnings() -> list[str]:
    count = os.environ.get(SEARCHES, "").strip() or "30"
    seconds = os.environ.get(SEARCH_SECONDS, "").strip() or "10"
    message = IGNORED if is_set(SEARCH_RATE) else RATE_RENAMED
    return [
        message.format(former=former, name=SEARCH_RATE, rate=f"{count}/{seconds}s")
        for former in (SEARCHES, SEARCH_SECONDS)
        if is_set(former)
    ]
