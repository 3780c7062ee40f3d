"""Forms of one file: its words and the point that crops keep, its name, its next content."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from media.models import MediaFile
from media.models.media_files import PICTURES, WORDS

FOCUS = ("focus_x", "focus_y")


class FileWordsForm(forms.ModelForm):
    """The words that readers get; of pictures also the point that crops keep."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        focus = FOCUS if self.instance.content.kind in PICTURES else ()
        for name in self.fields.keys() - {*self.instance.word_fields, *focus}:
            del self.fields[name]

    class Meta:
        model = MediaFile
        fields = (*WORDS, *FOCUS)
        labels: ClassVar = {
            "alt_zh": _("Alternative text, Chinese"),
            "alt_en": _("Alternative text, English"),
            "caption_zh": _("Caption, Chinese"),
            "caption_en": _("Caption, English"),
            "focus_x": _("From the left, in percent"),
            "focus_y": _("From the top, in percent"),
        }
        widgets: ClassVar = {
            **dict.fromkeys(WORDS, forms.Textarea(attrs={"rows": 2})),
            **dict.fromkeys(
                FOCUS, forms.NumberInput(attrs={"type": "range", "min": 0, "max": 100})
            ),
        }
