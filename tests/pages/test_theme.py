"""Files in the theme folder override the templates and static files of Longwave."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core import checks
from django.template import engines
from django.test import Client

from articles.theme_compat import OLD_CLASSES, OLD_TEMPLATES
from articles.theme_templates import broken_templates
from articles.theme_warnings import template_warnings, theme_warnings
from tests.factories import make_article, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@pytest.fixture
def client():
    """Without the page cache: a site reads its theme when it starts."""
    return Client()


def forget_templates():
    for loader in engines["django"].engine.template_loaders:
        loader.reset()


@pytest.fixture
def theme():
    forget_templates()
    (settings.THEME / "templates").mkdir(parents=True)
    yield settings.THEME
    shutil.rmtree(settings.THEME)
    forget_templates()


def test_template_of_the_theme_can_change_one_block_of_ours(client, theme):
    text = '{% extends "base.html" %}{% block head %}<meta name="ours">{% endblock %}'
    (theme / "templates/base.html").write_text(text)
    page = client.get("/").content.decode()
    assert '<meta name="ours">' in page
    assert 'id="main"' in page


BLOCKS = """{% extends "base.html" %}
{% block head_extra %}<meta name="theirs">{% endblock %}
{% block header_extra %}<i>in the header</i>{% endblock %}
{% block footer %}<footer>their footer</footer>{% endblock %}
"""


def test_blocks_of_base_stand_on_every_page(client, theme):
    write_template(theme, "base.html", BLOCKS)
    article = make_article(slug="a", category=make_topic("NLP"))
    article.tags.add("LLM")
    author = article.author.get_absolute_url()
    for path in (
        *("/", "/archive/", "/topics/", "/topics/nlp/", "/tags/", "/tags/llm/", "/series/"),
        *("/articles/a/", "/search/?q=text", "/nothing/", author),
    ):
        page = client.get(path).text
        for text in ('<meta name="theirs"></head>', "<i>in the header</i></header>"):
            assert text in page, path
        assert "<footer>their footer</footer></body>" in page, path
        assert page.count("<footer") == 1, path
    assert "js/search" in client.get("/search/").text


def test_every_template_of_a_page_extends_base_or_stands_alone():
    folder = settings.BASE / "templates"
    pages = [path for path in folder.glob("[!_]*.html") if path.name != "base.html"]
    alone = {path.name for path in pages if '{% extends "base.html" %}' not in path.read_text()}
    assert pages
    assert alone == {"500.html", "503.html"}  # they are shown when templates or the database fail


def test_block_at_the_end_of_an_article(client, theme):
    make_article(slug="a")
    text = '{% extends "article.html" %}{% block article_end %}<p>comments</p>{% endblock %}'
    write_template(theme, "article.html", text)
    page = client.get("/articles/a/").text
    assert page.index('id="main"') < page.index("<p>comments</p>") < page.index("</article>")


@pytest.mark.parametrize("name", ["base.html", "_find.html", "_search_form.html"])
def test_ours_is_shown_in_place_of_a_template_with_an_error(client, theme, name, caplog):
    write_template(theme, name, "<p>theirs</p>\n\n{% if %}")
    for _time in range(2):
        page = client.get("/search/").text
        assert "<p>theirs</p>" not in page
        assert "<input" in page
    assert len([r for r in caplog.records if "so our own template is shown" in r.message]) == 1
    (warning,) = broken_templates()
    assert f"{name}, line 3: Unexpected end of expression" in warning


def test_stylesheet_of_the_theme_comes_after_ours(client):
    sheet = Path(settings.STATIC_ROOT) / "css/theme.css"
    assert "theme.css" not in client.get("/").content.decode()
    sheet.parent.mkdir(parents=True, exist_ok=True)
    sheet.write_text(":root { --needle: green }")
    try:
        page = client.get("/").content.decode()
    finally:
        sheet.unlink()
    assert page.index("css/longwave.css") < page.index("css/theme.css")


def test_static_file_of_the_theme_replaces_ours(tmp_path):
    own = tmp_path / "theme/static/icon.svg"
    own.parent.mkdir(parents=True)
    own.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    command = [sys.executable, "manage.py", "findstatic", "icon.svg", "--first", "-v0"]
    environment = {**os.environ, "LONGWAVE_DATA": str(tmp_path)}
    done = subprocess.run(
        command, cwd=settings.BASE, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(own)


# Themes of the previous version


def write_template(theme, name, text):
    (theme / "templates" / name).write_text(text)


@pytest.mark.parametrize("old", OLD_TEMPLATES)
def test_each_renamed_template_exists_under_its_new_name(old):
    assert (settings.BASE / "templates" / OLD_TEMPLATES[old]).is_file()
    assert not (settings.BASE / "templates" / old).exists()


def test_template_with_a_former_name_overrides_the_renamed_one(client, theme):
    write_template(theme, "_find.html", "<p>their field</p>")
    assert "<p>their field</p>" in client.get("/search/").text
    (warning,) = theme_warnings()
    assert warning.endswith(
        "_find.html has the former name of a template: rename it to _search_form.html."
    )


def test_template_with_a_new_name_wins_over_one_with_a_former_name(client, theme):
    write_template(theme, "_find.html", "<p>old</p>")
    write_template(theme, "_search_form.html", "<p>new</p>")
    page = client.get("/search/").text
    assert "<p>new</p>" in page
    assert "<p>old</p>" not in page


@pytest.mark.parametrize("file", ["_find.html", "_search_form.html"])
@pytest.mark.parametrize("parent", ["_find.html", "_search_form.html"])
def test_template_can_extend_the_renamed_one_by_both_names(client, theme, file, parent):
    write_template(theme, file, f'{{% extends "{parent}" %}}')
    assert 'type="search"' in client.get("/search/").text


def test_former_name_of_a_template_can_be_included(client, theme):
    write_template(theme, "404.html", '{% include "_find.html" %}')
    assert 'type="search"' in client.get("/nothing/").text
    (warning,) = theme_warnings()
    assert warning.endswith("uses former names: _find.html is now _search_form.html.")


def test_former_template_tags_and_variables_work(client, theme):
    make_article(title="First", category=make_topic("NLP"))
    text = (
        "{% load keeping %}{% kept 'main' of look %}{{ list.total }} listed"
        "{% for article in list.articles %}{% lasting article|shown %}{{ article.title }}"
        "{% endlasting %}{% endfor %}{% fresh %}, fresh{% endfresh %}{% endkept %}"
    )
    write_template(theme, "topic.html", text)
    for _time in range(2):
        assert client.get("/topics/nlp/").text == "1 listedFirst, fresh"
    (warning,) = theme_warnings()
    for words in (
        "keeping is now fragments",
        "kept is now fragment",
        "lasting is now content_fragment",
        "fresh is now uncached",
        "shown is now content_digest",
        "of is now cache_key",
        "look is now variant",
        "list is now listing",
    ):
        assert words in warning


def test_former_libraries_of_template_tags_work(client, theme):
    make_topic("NLP")
    text = "{% load fonts sharing theme %}{% theme_stylesheet %}{{ '<b>x</b>'|plain }}"
    write_template(theme, "topic.html", text)
    assert client.get("/topics/nlp/").text == "x"
    (warning,) = theme_warnings()
    for words in ("fonts is now head", "sharing is now head", "theme is now head"):
        assert words in warning


def test_former_classes_stand_beside_the_new_ones(client):
    article = make_article(category=make_topic("NLP"), body="（$x$）")
    addresses = ("/topics/nlp/", "/search/", article.get_absolute_url())
    page = "".join(client.get(address).text for address in addresses)
    for old, new in OLD_CLASSES.items():
        assert f'class="{new} {old}' in page


def test_former_class_in_a_template_of_the_theme_gets_our_styles(client, theme):
    text = '<p class="wide tally">old</p><p class="list-status tally">both</p>'
    write_template(theme, "404.html", text)
    page = client.get("/nothing/").text
    assert page == text.replace("wide tally", "wide list-status tally")
    (warning,) = theme_warnings()
    assert warning.endswith("404.html uses former names: tally is now list-status.")


def test_former_class_in_a_stylesheet_of_the_theme_is_named(theme):
    (theme / "static/css").mkdir(parents=True)
    (theme / "static/css/theme.css").write_text(
        ".mast nav { gap: 0 } .masthead {} .exact {} a.hug {}"
    )
    (warning,) = theme_warnings()
    assert warning.endswith(
        "theme.css uses former classes: .mast is now .masthead, .hug is now .math-punct."
    )
    messages = [each for each in checks.run_checks() if each.id == "operations.W003"]
    assert [each.msg for each in messages] == [warning]


def test_former_name_in_an_xml_template_of_the_theme_is_named(theme):
    write_template(theme, "opensearch.xml", "{{ look.0 }}")
    (warning,) = theme_warnings()
    assert warning.endswith("opensearch.xml uses former names: look is now variant.")


def test_folders_and_broken_links_in_the_theme_are_skipped(theme):
    (theme / "templates/folder.html").mkdir()
    (theme / "templates/.#home.html").symlink_to("ada@host.4711")  # a lock of Emacs
    assert theme_warnings() == []


def test_our_own_templates_use_no_former_names():
    assert list(template_warnings(settings.BASE / "templates")) == []


def test_theme_with_new_names_has_no_warnings(theme):
    for file in (settings.BASE / "templates").glob("*.html"):
        write_template(theme, file.name, file.read_text())
    assert theme_warnings() == []


def test_documentation_lists_all_former_names():
    text = (settings.BASE / "docs/theming.md").read_text()
    for old, new in OLD_TEMPLATES.items():
        assert f"| `{old}` | `{new}` |" in text
    for old, new in OLD_CLASSES.items():
        assert f"| `.{old}` | `.{new}` |" in text
