"""The form that uploads what is to be imported, with what is chosen for the import."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from articles import access
from articles.models import Category, User
from articles.models.markdown import Dialect
from transfer.import_options import OF_SETTINGS
from transfer.models import ImportRun

LONGEST_NAME = ImportRun._meta.get_field("file_name").max_length or 0
FOLDERS = (("nothing", _("nothing")), ("topics", _("topics")), ("tags", _("tags")))
TERMS = ("topics", "tags")
SWITCHES = ("dates_of_files", "fetch_images", "site_settings")
PATTERN_LINES = {"rows": 2}


class UploadForm(forms.ModelForm):
    """`user` is who imports."""

    user: User
    file = forms.FileField(
        label=_("File"),
        widget=UnfoldAdminFileFieldWidget,
        max_length=LONGEST_NAME,
        help_text=_(
            "A .zip of Markdown files (Hexo, Hugo, Jekyll, Obsidian …), the export of another "
            "system (WordPress, Ghost …), or one Markdown file."
        ),
    )
    topic = forms.CharField(
        label=_("Topic"),
        required=False,
        max_length=Category._meta.get_field("name").max_length,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("Of articles whose files name none. It is created if it is new."),
    )
    dates_of_files = forms.BooleanField(
        label=_("Undated articles get the time of their file"),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
        help_text=_("Otherwise they become drafts."),
    )
    fetch_images = forms.BooleanField(
        label=_("Copy pictures of other sites"),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
        help_text=_("They are stored in the library, so that they stay when the other site ends."),
    )
    site_settings = forms.BooleanField(
        label=_("Take over the settings of the site"),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
        help_text=_("Of an export of Longwave: title, menu, colours … replace those here."),
    )
    dialect = forms.ChoiceField(
        label=_("Markdown dialect"),
        required=False,
        choices=(("", _("recognise it")), *Dialect.choices),
        widget=UnfoldAdminSelectWidget,
    )
    folders = forms.ChoiceField(
        label=_("Folders become"),
        required=False,
        choices=FOLDERS,
        widget=UnfoldAdminSelectWidget,
        help_text=_("Of Markdown files: for a topic, the folders below the first one become tags."),
    )
    old_address = forms.CharField(
        label=_("Old addresses"),
        required=False,
        max_length=200,
        widget=UnfoldAdminTextInputWidget,
        help_text=_(
            "How they were made, such as /:year/:month/:title.html, where no configuration says it."
        ),
    )
    include = forms.CharField(
        label=_("Only these files"),
        required=False,
        max_length=4000,
        widget=UnfoldAdminTextareaWidget(attrs=PATTERN_LINES),
        help_text=_("One pattern a line, such as posts/*."),
    )
    exclude = forms.CharField(
        label=_("Without these files"),
        required=False,
        max_length=4000,
        widget=UnfoldAdminTextareaWidget(attrs=PATTERN_LINES),
    )

    class Meta:
        model = ImportRun
        fields = ("author",)
        widgets: ClassVar = {"author": UnfoldAdminSelectWidget}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["author"].required = True
        if not self.user.has_perm(OF_SETTINGS):
            del self.fields["site_settings"]
        file = self.fields["file"]
        file.help_text = format_lazy("{} {}", file.help_text, limit_in_words())

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        size = file.size or 0
        if size > settings.LONGEST_UPLOAD:
            text = _("The file has %(size)s.") % {"size": filesizeformat(size)}
            raise forms.ValidationError(f"{text} {limit_in_words()}")
        return file

    def clean_author(self) -> User:
        author: User = self.cleaned_data["author"]
        if not access.visible_people(self.user, User.objects.filter(pk=author.pk)).exists():
            raise forms.ValidationError(_("You may not import articles of this author."))
        return author

    def save(self, commit: bool = True) -> ImportRun:
        """The row, which is not stored yet."""
        self.save_m2m = lambda: None  # type: ignore[method-assign]
        file, run = self.cleaned_data["file"], self.instance
        run.user, run.language = self.user, get_language()
        run.file_name, run.size = file.name, file.size
        run.options = self.chosen_options()
        return run

    def chosen_options(self) -> dict[str, Any]:
        """Values of ImportOptions, as JSON."""
        chosen = self.cleaned_data
        return {
            **{name: chosen[name] or None for name in ("topic", "dialect", "old_address")},
            **{name: chosen[name] for name in SWITCHES if name in chosen},
            **({"folders": chosen["folders"]} if chosen["folders"] in TERMS else {}),
            **{name: pattern_lines(chosen[name]) for name in ("include", "exclude")},
        }


def pattern_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def limit_in_words() -> str:
    text = _(
        "At most %(most)s. Larger ones are imported by a command on the server: manage.py "
        "import_articles"
    )
    return text % {"most": filesizeformat(settings.LONGEST_UPLOAD)}
