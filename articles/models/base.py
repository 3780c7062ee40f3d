"""A base class that removes characters which XML and HTML cannot contain."""

import re
from typing import Any

from django.db import models

# Control characters except tab and line ends, surrogates, and what XML forbids.
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class CleanText(models.Model):
    """Removes them on saving: they come with pasted text, and authors cannot see them."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        for field in self._meta.concrete_fields:
            value = self.__dict__.get(field.attname)
            if isinstance(value, str) and UNWANTED.search(value):
                setattr(self, field.attname, UNWANTED.sub("", value))
        super().save(*args, **kwargs)
