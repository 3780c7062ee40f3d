"""Which characters are Chinese: one answer for every step."""

import re

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
PUNCTUATION = "\u3001-\u3003\u3008-\u3020\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
# Shared with Latin text, but full width between Han characters.
QUOTES = "\u2014\u2018\u2019\u201c\u201d\u2026"
KANA = "\u3040-\u30ff\u31f0-\u31ff"

CJK = HAN + PUNCTUATION + QUOTES + KANA

HAN_CHARACTER = re.compile(f"[{HAN}]")
CHINESE = re.compile(f"[{CJK}\u3000]")
WORD = re.compile(r"[^\W_](?:(?![%s])[\w'’.+-])*" % (HAN + KANA))
