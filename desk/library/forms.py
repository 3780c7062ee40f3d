"""Forms of one file: its words and the point that crops keep, its name, its next content."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from media.models import MediaFile
from media.models.media_files import PICTURES, WORDS

FOCUS = ("focus_x", "focus_y")
CHANGED = _(
    "Meanwhile it was changed to “%(now)s”, in another window or by somebody else. Save again to "
    "have yours instead."
)


def entered_lines(value: Any) -> list[str]:
    """A browser sends other line ends than are stored."""
    return str(value).strip().splitlines()


class FileWordsForm(forms.ModelForm):
    """The words that readers get; of pictures also the point that crops keep.

    Each field says what it showed, so that only what was changed is stored: another window may
    have stored something else.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        focus = FOCUS if self.instance.content.kind in PICTURES else ()
        for name in self.fields.keys() - {*self.instance.word_fields, *focus}:
            del self.fields[name]
        for field in self.fields.values():
            field.show_hidden_initial = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in list(cleaned):
            now = getattr(self.instance, name)
            if name not in self.changed_data:
                cleaned[name] = now
            elif cleaned[name] != now and self.is_outdated(name, now):
                self.show_now(name, now)
        return cleaned

    def save(self, commit: bool = True) -> MediaFile:
        self.instance.save(update_fields=self.changed_data)
        return self.instance

    def is_outdated(self, name: str, now: Any) -> bool:
        """Whether the form showed another value than the one that is stored."""
        shown = self.data.get(self.add_initial_prefix(name))
        return shown is not None and entered_lines(shown) != entered_lines(now)

    def show_now(self, name: str, now: Any) -> None:
        """Refuse the value once. Sent again, it is stored."""
        self.data = {**dict(self.data.items()), self.add_initial_prefix(name): now}
        self.add_error(name, CHANGED % {"now": now})

    class Meta:
        model = MediaFile
        fields = (*WORDS, *FOCUS)
        labels: ClassVar = {
            "alt_zh": _("Alternative text, Chinese"),
            "alt_en": _("Alternative text, English"),
            "caption_zh": _("Caption, Chinese"),
            "caption_en": _("Caption, English"),
            "focus_x": _("Point that crops keep: from the left (%)"),
            "focus_y": _("Point that crops keep: from the top (%)"),
        }
        widgets: ClassVar = {
            **dict.fromkeys(WORDS, forms.Textarea(attrs={"rows": 2})),
            **dict.fromkeys(
                FOCUS, forms.NumberInput(attrs={"type": "range", "min": 0, "max": 100})
            ),
        }
