"""Languages in which articles can be written, and their codes in HTML and Open Graph."""

from django.conf import settings

WRITTEN = [
    ("zh-hans", "简体中文"),
    ("zh-hant", "繁體中文"),
    ("en", "English"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
    ("pt", "Português"),
    ("ru", "Русский"),
]

# Language codes in HTML, and the default countries in Open Graph locales.
IN_HTML = {"zh-hans": "zh-CN", "zh-hant": "zh-TW"}
COUNTRIES = {"en": "US", "ja": "JP", "ko": "KR", "pt": "BR"}


def default_language() -> str:
    return settings.LANGUAGE_CODE


def all_scripts(code: str) -> list[str]:
    """The codes of a language in all its scripts: zh-hans and zh-hant for either of them."""
    primary = primary_language(code)
    return [each for each, _name in WRITTEN if primary_language(each) == primary]


def primary_language(code: str) -> str:
    """The language without script or country: zh for zh-hans."""
    return code.partition("-")[0]


def html_lang(code: str) -> str:
    """Language code for the `lang` attribute: zh-CN for zh-hans."""
    return IN_HTML.get(code, code)


def locale(code: str) -> str:
    """Locale for og:locale: zh_CN for zh-hans, de_DE for de."""
    tag = html_lang(code)
    language, _, country = tag.partition("-")
    return f"{language}_{country or COUNTRIES.get(language, language.upper())}"
