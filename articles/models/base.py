"""Text without the characters that no feed and no page can carry."""

import re
from typing import Any

from django.db import models

# Controls but tab and line end, halves of characters, and what XML forbids.
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class CleanText(models.Model):
    """They come with pasting and nobody sees them, so they are dropped and not refused."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        for field in self._meta.concrete_fields:
            value = self.__dict__.get(field.attname)
            if isinstance(value, str) and UNWANTED.search(value):
                setattr(self, field.attname, UNWANTED.sub("", value))
        super().save(*args, **kwargs)
