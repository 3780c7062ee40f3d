"""What waits for somebody: how many of each kind, and where they are listed."""

from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from articles import access
from articles.models import Article, Page, User
from articles.models.querysets import ArticleQuerySet
from desk.models import Review
from desk.overview.plans import Plan, plans_of

SEE_TASKS = "django_tasks_database.view_dbtaskresult"


class WaitingWork(NamedTuple):
    """`note` says when, or what to do; '' if that is plain."""

    number: int
    text: str
    address: str
    note: str = ""


def waiting_work(user: User) -> list[WaitingWork]:
    """Of what the user may see. Nine queries, whatever there is."""
    articles = Article.objects.order_by().visible_to(user)
    found = [reviews_for(user), *plans_for(user), *to_look_after(articles), trashed(user)]
    if user.has_perm(SEE_TASKS):
        found.append(failed_tasks())
    return [each for each in found if each.number]


def reviews_for(user: User) -> WaitingWork:
    n = Review.objects.waiting_for(user).count()
    text = ngettext("review waits for you", "reviews wait for you", n)
    return WaitingWork(n, text, reverse("desk_reviews"))


def plans_for(user: User) -> list[WaitingWork]:
    now = timezone.now()
    plans = plans_of(user, now, timezone.localdate(now))
    stuck = sum(bool(plan.problem) for plan in plans)
    return [coming(plans), unpublishable(stuck)]


def coming(plans: list[Plan]) -> WaitingWork:
    text = ngettext("scheduled publication", "scheduled publications", len(plans))
    note = _("The next one: %(when)s") % {"when": plans[0].when} if plans else ""
    return WaitingWork(len(plans), text, f"{reverse('desk')}#plans", note)


def unpublishable(number: int) -> WaitingWork:
    text = ngettext(
        "publication that failed at its time", "publications that failed at their time", number
    )
    return WaitingWork(number, text, f"{reverse('desk')}#plans", _("The desk says why."))


def to_look_after(articles: ArticleQuerySet) -> list[WaitingWork]:
    warned = articles.with_warnings().count()
    broken = articles.with_broken_links().count()
    failed = articles.unrendered().count()
    failed_pages = Page.objects.filter(renderer_version=0).count()
    run = _("Save them again, or run: manage.py rerender")
    pages = reverse("admin:articles_page_changelist")
    return [
        WaitingWork(
            warned,
            ngettext("article with warnings", "articles with warnings", warned),
            filtered_list("warnings"),
        ),
        WaitingWork(
            broken,
            ngettext("article with broken links", "articles with broken links", broken),
            filtered_list("links"),
        ),
        WaitingWork(
            failed,
            ngettext("article that is not rendered", "articles that are not rendered", failed),
            filtered_list("failed"),
            run,
        ),
        WaitingWork(
            failed_pages,
            ngettext("page that is not rendered", "pages that are not rendered", failed_pages),
            pages,
            run,
        ),
    ]


def trashed(user: User) -> WaitingWork:
    n = access.restorable_articles(user).count()
    text = ngettext("article waits in the trash", "articles wait in the trash", n)
    return WaitingWork(n, text, reverse("desk_trash"))


def failed_tasks() -> WaitingWork:
    n = DBTaskResult.objects.failed().count()
    text = ngettext("background task failed", "background tasks failed", n)
    address = reverse("admin:django_tasks_database_dbtaskresult_changelist")
    note = _("The list says why, and runs them again.")
    return WaitingWork(n, text, f"{address}?status__exact=FAILED", note)


def filtered_list(care: str) -> str:
    """The list of articles that a filter leaves."""
    return f"{reverse('admin:articles_article_changelist')}?care={care}"
