"""What people do on the site, and which roles may: the matrix of the documentation."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.roles.role_table import ROLES

# Each with the permissions of which one is enough; nothing for administrators alone
DUTIES: tuple[tuple[str | Promise, frozenset[str]], ...] = (
    (_("write drafts"), frozenset({"articles.add_article"})),
    (_("add pictures and files"), frozenset({"media.add_mediafile"})),
    (_("make tags"), frozenset({"articles.add_tag"})),
    (_("move one’s own articles to the trash"), frozenset({"articles.delete_article"})),
    (_("publish one’s own articles"), frozenset({"articles.publish_articles"})),
    (
        _("read the drafts of others, comment, answer reviews"),
        frozenset({"articles.read_all_drafts", "articles.edit_all_articles"}),
    ),
    (_("change the articles and files of others"), frozenset({"articles.edit_all_articles"})),
    (_("look after topics, tags, series and pages"), frozenset({"articles.change_category"})),
    (_("look after redirects"), frozenset({"articles.change_pathredirect"})),
    (_("import articles"), frozenset({"transfer.run_imports"})),
    (_("publish raw HTML"), frozenset({"articles.publish_raw_html"})),
    (_("change the settings of the site"), frozenset({"articles.change_sitesettings"})),
    (_("add people and give roles"), frozenset({"articles.change_user"})),
    (_("read the audit log"), frozenset({"accounts.view_auditentry"})),
)
YES, NO = "✓", "–"


def duty_matrix() -> str:
    """A table in Markdown, in the present language: a row for each duty, a column for each role."""
    heads = [str(role.label) for role in ROLES] + [str(_("administrator"))]
    return "\n".join(table_line(cells) for cells in [["", *heads], *rule_and_rows(len(heads))])


def rule_and_rows(columns: int) -> Iterator[list[str]]:
    yield ["---", *[":-:"] * columns]
    for duty, enough in DUTIES:
        yield [str(duty), *(YES if enough & role.permissions else NO for role in ROLES), YES]


def table_line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
