"""What readers learn of an author: the name, and the page. Its owner decides about both."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles.models.base import Sluggable
from articles.models.cover_field import CoverField, cover_address
from articles.models.fields import LinesField
from articles.models.file_users import FileUser
from articles.models.redirects import Redirect
from articles.models.short_texts import rendered_short_text
from articles.profile_links import ProfileLink, profile_links, validate_links
from articles.validators import validate_slug
from media.models import FileUse

LONGEST_BIO = 5000  # characters


class AuthorProfile(Sluggable, FileUser):
    """Mixin of users. Without a name, or if it is not shown, readers find no page either."""

    KIND = Redirect.Kind.AUTHOR
    DECIDES_PUBLIC = ("display_name", "first_name", "last_name", "shows_name")
    USES_FILES_AS, USED_TEXT = FileUse.Kind.AUTHOR, "bio"

    display_name = models.CharField(
        _("name shown to readers"),
        max_length=80,
        blank=True,
        help_text=_("Left empty, articles do not say who wrote them."),
    )
    shows_name = models.BooleanField(
        _("show my name to readers"),
        default=True,
        help_text=_("Otherwise no page, feed or file says who wrote your articles."),
    )
    slug = models.CharField(
        _("address of the author’s page"),
        max_length=150,
        blank=True,
        default="",
        validators=[validate_slug],
        help_text=_("The last part of the link. Left empty, it is made from the name."),
    )
    bio = LinesField(
        _("about the author"),
        max_length=LONGEST_BIO,
        blank=True,
        default="",
        help_text=_("Markdown, shown at the top of the author’s page."),
    )
    bio_html = models.TextField(editable=False, blank=True, default="")
    links = LinesField(
        _("links"),
        max_length=2000,
        blank=True,
        default="",
        validators=[validate_links],
        help_text=_("One a line: an address, or a name and then the address."),
    )
    picture = CoverField(_("picture"), max_length=100, blank=True, default="")

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["slug"],
                condition=~models.Q(slug=""),
                name="one_author_page",
                violation_error_message=_(
                    "Another one has this address already. Choose a different address."
                ),
            )
        ]

    @property
    def name(self) -> str:
        """The name that colleagues see; '' if none was given."""
        raise NotImplementedError

    @property
    def byline(self) -> str:
        """The name that readers see; '' if there is none. A user name is for signing in only."""
        return self.name if self.shows_name else ""

    @property
    def safe_bio(self) -> SafeString:
        return mark_safe(self.bio_html)

    @property
    def profile_links(self) -> list[ProfileLink]:
        return profile_links(self.links)

    def has_been_public(self) -> bool:
        return bool(self.byline)

    def is_public(self) -> bool:
        return bool(self.byline)

    def get_absolute_url(self) -> str:
        """'' without a name, of which the address is made."""
        return super().get_absolute_url() if self.slug else ""

    def suggested_slug(self) -> str:
        return super().suggested_slug() if self.name else ""

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is None:  # signing in saves one field
            self.bio_html = rendered_short_text(self.bio, self.bio_html)
            self.slug = self.slug or self.suggested_slug()
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.redirect_former_slug()

    def text_with_files(self) -> str:
        picture = cover_address(str(self.picture or ""))
        return f"{self.bio}\n\n![]({picture})" if picture else self.bio

    @classmethod
    def texts_with_files(cls) -> Iterator[tuple[int, str]]:
        authors = cls._default_manager.exclude(bio="", picture="").only("bio", "picture")
        for each in authors.order_by("pk").iterator(200):
            yield each.pk, each.text_with_files()
