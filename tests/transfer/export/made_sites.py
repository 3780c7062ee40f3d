"""Sites that Hypothesis makes: all fields, Chinese, odd characters, empty and long texts."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from articles.languages import WRITTEN
from articles.models import (
    Article,
    Category,
    Page,
    PathRedirect,
    Redirect,
    Series,
    SiteSettings,
    Tag,
)
from articles.models.markdown import Dialect
from articles.models.path_checks import ADDRESS, RedirectTarget
from desk.models import Draft
from desk.writing.saving import autosave
from tests.factories import make_user
from transfer.models import ImportedFile
from transfer.remembered_files import json_values

ODD = (
    *("---", "...", "+++", "\r\n", "  \n", "\t", ": ", " #", "'", '"', "\\", "`", "{", "]", "%"),
    *("|", ">", "&", "*", "!", "@", "~", "null", "true", "1.0", "2024-01-02", "<<", "=", "\u2028"),
    *("\x85", "\ufeff", "\u200b", "é", "e\u0301", "😀", "𠀀", "注意力", "，", "“", "甲、乙"),
    *("# 标题\n", "$x_t$", "[a](b.md)", "![](c.png)", "[[d]]", "<!-- more -->", "{{< figure >}}"),
)
words = st.lists(st.sampled_from(ODD) | st.text(max_size=5), max_size=12).map("".join)
one_line = words.map(lambda text: " ".join(text.split())[:80].strip())
names = st.builds(
    lambda word, text: f"{word}{text}"[:40].strip(), st.sampled_from("名aB1"), one_line
)
moments = st.datetimes(datetime(1001, 1, 1), datetime(9000, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)
slugs = st.from_regex(r"[a-zA-Z0-9_注意力]{1,6}(-[a-z注]{1,4})?", fullmatch=True)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)
keys = st.dictionaries(
    st.sampled_from(["draft", "status", "math", "weight", "title", "kept", "files", "出处"])
    | one_line.map(str.lower).filter(bool),
    values,
    max_size=4,
)
articles = st.fixed_dictionaries(
    {
        "title": words.map(lambda text: text[:100]),
        "body": words | st.just("长 " * 300),
        "summary": words,
        "status": st.sampled_from(Article.Status.values),
        "published_at": st.none() | moments,
        "created_at": moments,
        "language": st.sampled_from([code for code, _name in WRITTEN]),
        "dialect": st.sampled_from(Dialect.values),
        "featured": st.booleans(),
        "part": st.none() | st.integers(0, 999),
    }
)
pages = st.fixed_dictionaries(
    {
        "title": names,
        "body": words,
        "is_published": st.booleans(),
        "in_menu": st.booleans(),
        "position": st.integers(0, 99),
    }
)


def distinct(strategy, **options):
    return st.lists(strategy, unique_by=lambda value: value.casefold(), **options)


class MadeSite:
    """Draws a site and stores it."""

    def __init__(self, data):
        self.draw = data.draw
        self.authors = [make_user(name) for name in ("xiaoyun", "ada")]
        self.topics = self.make_named(Category, position=st.integers(0, 9), description=words)
        self.series = self.make_named(Series, description=words)
        self.tags = self.make_named(Tag)
        for number in range(self.draw(st.integers(1, 3))):
            self.make_article(number)
        for values in self.draw(st.lists(pages, max_size=2)):
            page = Page.objects.create(slug=f"p-{Page.objects.count()}", **values)
            self.surround(page)
        if self.draw(st.booleans()):
            SiteSettings(title=self.draw(names), tagline=self.draw(one_line)).save()
        targets = ["https://x.example/", "/about-us/"]
        for path in self.draw(distinct(slugs, max_size=2)):
            target = RedirectTarget(ADDRESS, None, self.draw(st.sampled_from(targets)))
            PathRedirect.objects.set_targets([(f"/old/{path}.html", target)], "test")

    def make_named(self, model, **fields):
        return [
            model.objects.create(
                name=name, **{key: self.draw(each) for key, each in fields.items()}
            )
            for name in self.draw(distinct(names, max_size=3))
        ]

    def make_article(self, number):
        values = self.draw(articles)
        article = Article(
            **values,
            slug=f"{self.draw(slugs)}{number}",
            author=self.draw(st.sampled_from(self.authors)),
            category=self.draw(st.none() | st.sampled_from(self.topics)) if self.topics else None,
            series=self.draw(st.none() | st.sampled_from(self.series)) if self.series else None,
        )
        if article.status != "draft":
            article.published_at = article.published_at or article.created_at
        article.save()
        if self.tags:
            article.tags.set(self.draw(st.sets(st.sampled_from(self.tags))))
        Article.objects.filter(pk=article.pk).update(updated_at=self.draw(moments))
        self.surround(article)
        if self.draw(st.booleans()):
            self.make_draft(article)

    def make_draft(self, article):
        draft = Draft.objects.with_revisions().get(pk=article.pk)
        changed = self.draw(articles)
        metadata = {key: changed[key] for key in ("summary", "part", "featured", "language")}
        content = draft.head.content.changed(
            title=changed["title"], body=changed["body"], **metadata
        )
        autosave(article, content, base=draft.head_id, by=self.authors[0])
        if self.draw(st.booleans()):
            found = Draft.objects.with_revisions().get(pk=article.pk)
            found.schedule(datetime.now(UTC) + timedelta(days=9), self.authors[0])
            found.save()

    def surround(self, thing):
        for slug in self.draw(distinct(slugs, max_size=2)):
            Redirect.objects.get_or_create(
                kind=thing.KIND, slug=f"{slug}-{thing.KIND}", defaults={"target": thing.pk}
            )
        paths = [f"/{thing.KIND}/{slug}.html" for slug in self.draw(distinct(slugs, max_size=2))]
        PathRedirect.objects.set_paths(thing, paths, "test")
        if self.draw(st.booleans()):
            file = ImportedFile.of(thing)
            file.keys = json_values(self.draw(keys))
            file.save()
