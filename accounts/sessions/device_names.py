"""The device of a session in words, by the header User-Agent. Anybody can send any."""

from django.utils.translation import gettext as _

# The first part that is found names it: later ones are in many.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "MicroMessenger": "WeChat",
    "SamsungBrowser": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS": "Firefox",
    "Chrome/": "Chrome",
    "CriOS": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "HarmonyOS": "HarmonyOS",
    "Windows": "Windows",
    "Mac OS X": "Mac",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def device_name(user_agent: str) -> str:
    """Return words such as “Firefox on Windows”."""
    browser, system = part_found(BROWSERS, user_agent), part_found(SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("an unknown program")


def part_found(names: dict[str, str], user_agent: str) -> str:
    return next((name for part, name in names.items() if part in user_agent), "")
