"""Reads days and times as people write them, in Chinese and English.

`2026-12-01 9:00`, `12月1日 上午9点`, `明天 9:00`, `下周一 8:30`, `next monday`, `in 2 hours`,
`Dec 1, 2026 9am`. The whole text must be understood: nothing is guessed of a part of it.
"""

from desk.dates.reading import read_moment

__all__ = ["read_moment"]
