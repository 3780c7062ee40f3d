"""Forms of one file: its words and the point that crops keep, its name, its next content."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from media.models import MediaFile


class FileWordsForm(forms.ModelForm):
    class Meta:
        model = MediaFile
        fields = ("alt_zh", "alt_en", "caption_zh", "caption_en", "focus_x", "focus_y")
        labels: ClassVar = {
            "alt_zh": _("Alternative text, Chinese"),
            "alt_en": _("Alternative text, English"),
            "caption_zh": _("Caption, Chinese"),
            "caption_en": _("Caption, English"),
            "focus_x": _("From the left, in percent"),
            "focus_y": _("From the top, in percent"),
        }
        widgets: ClassVar = {
            **dict.fromkeys(
                ("alt_zh", "alt_en", "caption_zh", "caption_en"), forms.Textarea(attrs={"rows": 2})
            ),
            **dict.fromkeys(
                ("focus_x", "focus_y"),
                forms.NumberInput(attrs={"type": "range", "min": 0, "max": 100}),
            ),
        }
