"""What the old site did not show to everybody never becomes public by an import."""

import pytest

from articles.models import Article
from tests.each import check_each
from tests.transfer.imports import import_folder
from tests.transfer.sites.fixture_sites import write_files
from transfer.reading.hidden_parts import hidden_part

HIDDEN = (
    # WordPress and its plugins, Typecho, Z-Blog
    *("[hide]S[/hide]", "[hide level=3]\nS\n[/hide]", r"\[hide\]S\[/hide\]", "[reply]S[/reply]"),
    *("[login]S[/login]", "[members_logged_in]S[/members_logged_in]", "[vip]S[/vip]"),
    *("[restrict paid=true]S[/restrict]", '[private role="admin"]S[/private]', "[pmpro]S[/pmpro]"),
    *("[s2If is_user()]S[/s2If]", '[swpm_protected for="2"]S[/swpm_protected]', "{hide}S{/hide}"),
    *("[um_loggedin]S[/um_loggedin]", "[sociallocker]S[/sociallocker]", "[会员可见]S[/会员可见]"),
    "<!-- wp:jetpack/premium-content/paid -->\nS",
    # Halo, Ghost
    *("<joe-hide>S</joe-hide>", "<hide>S</hide>", "<!--members-only-->\n\nS"),
    # Hugo, Hexo, Jekyll, Quarto, components
    *("{{< hidden >}}S{{< /hidden >}}", '{{% hugo-encryptor "x" %}}\nS\n{{% /hugo-encryptor %}}'),
    *("{% hide %}\nS\n{% endhide %}", "{% encrypt x %}S{% endencrypt %}", "::: private\nS\n:::"),
    *("{% if page.x %}\nS\n{% endif %}", "::: {.content-hidden}\nS\n:::"),
    "<MembersOnly>S</MembersOnly>",
    *("<!-- private start -->S<!-- private end -->", "<!--hide-->S<!--/hide-->"),
    *("<div hidden>S</div>", '<div style="color:red; display: none">\nS\n</div>'),
)
SHOWN = (
    *("[login](https://x.org)", "`[hide]S[/hide]`", "```\n[hide]S[/hide]\n```", "[hide] 之后"),
    # Folds of Butterfly, which each visitor opens
    *("{% hideToggle 题 %}\nS\n{% endhideToggle %}", "{% hideBlock a %}S{% endhideBlock %}"),
    *("<!-- more -->", "<!-- a private note -->", "[not_logged_in]S[/not_logged_in]"),
    *("[login-form]S[/login-form]", '<div class="dark hidden md:block">S</div>'),
    *('<input type="hidden" value="x">', '<div style="display:none"><img src="a.png"></div>'),
    *('<i aria-hidden="true">S</i>', "{% raw %}{% if x %}S{% endif %}{% endraw %}", "<!-- -->"),
    *("{% highlight html %}{% if x %}S{% endif %}{% endhighlight %}", "::: tip\nS\n:::"),
)
PUBLIC = "---\ntitle: 题\ndate: 2020-01-02\n---\n正文\n\n"


def test_a_mark_that_hides_is_found_and_its_password_is_not_told():
    def check(text):
        found = hidden_part(f"前文\n\n{text}\n")
        assert found
        assert "x" not in found.partition("“")[2]

    check_each(HIDDEN, check)


def test_other_marks_hide_nothing():
    check_each(SHOWN, lambda text: hidden_part(f"前文\n\n{text}\n") is None or pytest.fail(text))


SITES = {
    "_config.yml": (
        "collections_dir: .\ndefaults:\n  - scope: {path: notes}\n    values: {published: false}\n",
        "notes/a.md",
        "open/b.md",
    ),
    "pelicanconf.py": ("DEFAULT_METADATA = {'status': 'draft'}\n", "a.md", ""),
    "hugo.toml": (
        '[[cascade]]\nbuild = {render = "never"}\n[cascade._target]\npath = "/inner/**"\n',
        "content/inner/a.md",
        "content/outer/a.md",
    ),
    ".vuepress/config.js": (
        'export default { theme: hopeTheme({ encrypt: { config: { "/notes/": ["1"] } } }) }',
        "notes/a.md",
        "open/a.md",
    ),
}


@pytest.mark.django_db
def test_what_a_configuration_keeps_back_is_a_draft_with_its_reason(tmp_path, author):
    def check(name, written, private, public):
        root = write_files(tmp_path / name.strip("."), {name: written, private: PUBLIC})
        if public:
            write_files(root, {public: PUBLIC})
        report = import_folder(root, author=author)
        assert [remark.file for remark in report.withheld] == [private]
        drafts = Article.objects.filter(status="draft", source_path__startswith=root.name)
        assert [draft.source_path for draft in drafts] == [f"{root.name}/{private}"]

    check_each([(name, *rest) for name, rest in SITES.items()], check)
    encrypted = "new_post_name: a\nencrypt:\n  tags: [{name: 日记, password: x}]\n"
    hexo = {
        "_config.yml": encrypted,
        "source/_posts/a.md": PUBLIC.replace("---\n正", "tags: [日记]\n---\n正"),
        "source/_posts/b.md": PUBLIC,
    }
    report = import_folder(write_files(tmp_path / "hexo", hexo), author=author)
    assert [remark.file for remark in report.withheld] == ["source/_posts/a.md"]
    assert "one of its tags" in report.withheld[0].what


@pytest.mark.django_db
def test_comments_of_templates_are_never_public(tmp_path, author, client):
    block = "{::comment}\nSECRET\n{:/comment}"
    comments = {
        "hexo": ("new_post_name: a\n", "source/_posts/a.md", "{# SECRET #}"),
        "jekyll": ("markdown: kramdown\n", "_posts/2020-01-02-b.md", block),
        "liquid": ("markdown: kramdown\n", "_posts/2020-01-02-c.md", "{% # SECRET %}"),
    }

    def check(system, config, name, comment):
        files = {"_config.yml": config, name: f"{PUBLIC}{comment}\n\n后文 `{{# 例 #}}`\n"}
        import_folder(write_files(tmp_path / system, files), author=author)
        article = Article.objects.published().get(source_path=f"{system}/{name}")
        for address in (article.get_absolute_url(), f"/articles/{article.slug}.md", "/feed.xml"):
            page = client.get(address).text
            assert "后文" in page
            assert "SECRET" not in page
        assert "SECRET" in article.body

    check_each([(system, *rest) for system, rest in comments.items()], check)
