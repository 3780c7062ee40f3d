"""Files as authors see and name them, and their former contents."""

import secrets
from base64 import b32encode
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _

from media.models.file_contents import FileContent
from media.models.file_names import LONGEST_NAME, clean_name, with_ending
from media.models.named_files import NamedFiles

TOKEN_LENGTH = 12
# The kinds of contents that a page shows; others are links.
PICTURES = frozenset({"picture", "drawing"})
SHOWN = PICTURES | {"video", "sound"}
WORDS = ("alt_zh", "alt_en", "caption_zh", "caption_en")
# What would end the address of a link in Markdown, or the text of one, or begin something in it.
PARENTHESES = str.maketrans({"(": "%28", ")": "%29"})
LABEL_SIGNS = str.maketrans({sign: rf"\{sign}" for sign in r"\`*_[]<>$&"} | {"\n": " "})


def new_file_token() -> str:
    """60 random bits, so that nobody guesses the address of a file."""
    return b32encode(secrets.token_bytes(8)).decode().lower()[:TOKEN_LENGTH]


def as_label(words: str) -> str:
    """The words as the text of a link in Markdown shows them."""
    return words.translate(LABEL_SIGNS)


def is_chinese(language: str) -> bool:
    return language.startswith("zh")


def has_address(names: NamedFiles) -> models.Q:
    return models.Q(token__in=names.tokens) | models.Q(former_path__in=names.paths)


class MediaFileQuerySet(models.QuerySet[Any]):
    def kept(self) -> Self:
        """Without those in the trash."""
        return self.filter(trashed_at=None)

    def in_trash(self) -> Self:
        return self.filter(trashed_at__isnull=False)

    def expired(self) -> Self:
        """Those whose days in the trash are over."""
        return self.filter(trashed_at__lt=timezone.now() - timedelta(days=settings.TRASH_DAYS))

    def of_owner(self, user: Any) -> Self:
        return self.filter(owner=user)

    def unused(self) -> Self:
        return self.filter(uses=None)

    def bytes_of_owner(self, user: Any) -> int:
        """What counts for their quota: each content once, also in the trash."""
        contents = FileContent.objects.filter(files__owner=user).distinct().values("pk")
        stored = FileContent.objects.filter(pk__in=contents)
        size = models.F("bytes") + models.F("original_bytes")
        return int(stored.aggregate(total=models.Sum(size))["total"] or 0)

    def addressed(self, names: NamedFiles) -> Self:
        """The files with these tokens or former paths."""
        return self.filter(has_address(names))

    def named(self, names: NamedFiles) -> Self:
        """These, and all files whose content has one of the paths, in one query."""
        return self.filter(has_address(names) | models.Q(content__name__in=names.paths))

    def lookup(self, addresses: Iterable[str]) -> dict[str, Any]:
        """The files by the addresses with which texts name them, in two queries.

        Contents and variants are read along. Files in the trash are left out.
        """
        names = {address: NamedFiles.of_address(address) for address in addresses}
        wanted = NamedFiles.union(names.values())
        if not wanted:
            return {}
        kept = self.kept().named(wanted).select_related("content")
        found = kept.prefetch_related("content__variants").order_by("-pk")
        by_name: dict[str, Any] = {}
        for file in found:
            keys = (file.content.name, file.former_path, file.token)
            by_name.update((key, file) for key in keys if key)
        return {
            address: by_name[key]
            for address, name in names.items()
            for key in (*name.tokens, *name.paths)
            if key in by_name
        }


class MediaFile(models.Model):
    """`former_path` is its address below /uploads/ from before there was this table.

    Only the token in the address is looked up: a renamed file is still found.
    """

    token = models.CharField(
        max_length=TOKEN_LENGTH, unique=True, default=new_file_token, editable=False
    )
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    content = models.ForeignKey(FileContent, on_delete=models.PROTECT, related_name="files")
    former_path = models.CharField(max_length=255, unique=True, null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="files",
        db_index=False,
    )
    alt_zh = models.CharField(_("alternative text, Chinese"), max_length=500, blank=True)
    alt_en = models.CharField(_("alternative text, English"), max_length=500, blank=True)
    caption_zh = models.CharField(_("caption, Chinese"), max_length=1000, blank=True)
    caption_en = models.CharField(_("caption, English"), max_length=1000, blank=True)
    focus_x = models.PositiveSmallIntegerField(default=50, validators=[MaxValueValidator(100)])
    focus_y = models.PositiveSmallIntegerField(default=50, validators=[MaxValueValidator(100)])
    source_url = models.CharField(max_length=2000, blank=True)
    created = models.DateTimeField(_("added"), default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)
    trashed_at = models.DateTimeField(_("in the trash since"), null=True, blank=True)

    objects = MediaFileQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created", "-pk"]
        verbose_name = _("picture or file")
        verbose_name_plural = _("pictures and files")
        indexes: ClassVar = [
            models.Index(fields=["trashed_at", "-created", "-id"], name="file_list"),
            models.Index(fields=["owner", "trashed_at", "-created", "-id"], name="file_owners"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = clean_name(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The address for texts: it stays when the file is renamed or replaced."""
        return iri_to_uri(reverse("file", args=[self.token, self.name]))

    @property
    def lacks_alt(self) -> bool:
        """Whether it is a picture without an alternative text."""
        return self.content.kind in PICTURES and not (self.alt_zh or self.alt_en)

    @property
    def word_fields(self) -> tuple[str, ...]:
        """The fields with words that readers get: a link has its words in the text."""
        return WORDS if self.content.kind in SHOWN else ()

    @property
    def markdown(self) -> str:
        """What shows the file in a text."""
        label = self.alt_zh or self.alt_en
        address = self.get_absolute_url().translate(PARENTHESES)
        if self.content.kind in SHOWN:
            return f"![{as_label(label)}]({address})"
        return f"[{as_label(label or self.name)}]({address})"

    def alt(self, language: str) -> str:
        """The alternative text for a text in this language; if there is none, in another."""
        return self.alt_zh or self.alt_en if is_chinese(language) else self.alt_en or self.alt_zh

    def caption(self, language: str) -> str:
        """The caption for a text in this language. Everybody sees it, so no other stands in."""
        return self.caption_zh if is_chinese(language) else self.caption_en

    # Verbs

    def rename(self, name: str) -> None:
        """Give it another name. The ending stays, since it tells what the content is."""
        ending = self.name.rpartition(".")[2]
        self.name, self.changed = with_ending(name, ending), timezone.now()
        self.save(update_fields=["name", "changed"])

    def replace_content(self, content: FileContent, name: str, by: Any) -> None:
        """Show other bytes at the same address. The former ones stay as a version.

        The name changes only its ending, to that of `name`. `by` is a user.
        """
        with transaction.atomic():
            file = MediaFile.objects.select_for_update().get(pk=self.pk)
            if file.content != content:
                FileVersion.objects.create(file=file, content=file.content, replaced_by=by)
            self.name = with_ending(file.name, name.rpartition(".")[2])
            self.content, self.changed = content, timezone.now()
            self.save(update_fields=["content", "name", "changed"])


class FileVersion(models.Model):
    """What a file contained before it was replaced."""

    file = models.ForeignKey(MediaFile, on_delete=models.CASCADE, related_name="versions")
    content = models.ForeignKey(FileContent, on_delete=models.PROTECT, related_name="versions")
    created = models.DateTimeField(default=timezone.now)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.file_id} {self.created:%Y-%m-%d}"
