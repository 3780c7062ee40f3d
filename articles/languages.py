"""The languages an article can be written in, each by its own name."""

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

# How HTML and Open Graph name those whose own code says too little.
IN_HTML = {"zh-hans": "zh-CN", "zh-hant": "zh-TW"}
COUNTRIES = {"en": "US", "ja": "JP", "ko": "KR", "pt": "BR"}


def html_lang(code: str) -> str:
    """The language as HTML names it: zh-hans is zh-CN."""
    return IN_HTML.get(code, code)


def locale(code: str) -> str:
    """The language as Open Graph names it: zh-hans is zh_CN, de is de_DE."""
    tag = html_lang(code)
    language, _, country = tag.partition("-")
    return f"{language}_{country or COUNTRIES.get(language, language.upper())}"
