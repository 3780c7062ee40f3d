"""manage.py theme check names what in a theme does not fit this version."""

import json
import shutil
from io import StringIO

import pytest
from django.conf import settings
from django.core import checks
from django.core.management import call_command
from django.template import engines

from articles import theme_overrides
from articles.theme_overrides import Theme
from articles.theme_updates import record_overrides, theme_updates


@pytest.fixture
def theme():
    (settings.THEME / "templates").mkdir(parents=True)
    yield settings.THEME
    shutil.rmtree(settings.THEME)


@pytest.fixture
def ours(monkeypatch, tmp_path):
    """Templates of ours that a test can change, as an update does."""
    folder = tmp_path / "ours"
    shutil.copytree(settings.BASE / "templates", folder)
    (engine,) = engines.all()
    monkeypatch.setattr(engine.engine, "dirs", [settings.THEME / "templates", folder])
    return folder


def write(folder, name, text):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)


def check(*options):
    """The exit code and what the command prints."""
    printed = StringIO()
    try:
        call_command("theme", "check", *options, stdout=printed)
    except SystemExit as end:
        return end.code, printed.getvalue()
    return 0, printed.getvalue()


def test_a_site_without_a_theme_has_nothing_to_do():
    assert check() == (0, "The theme fits this version.\n")
    assert not settings.THEME.exists()


def test_a_theme_that_fits_has_nothing_to_do(theme):
    write(theme, "templates/_mine.html", "mine")
    write(theme, "templates/404.html", '{% extends "base.html" %}{% block main %}{% endblock %}')
    write(
        theme,
        "templates/base.html",
        '{% extends "base.html" %}{% block footer %}{% block new %}{% include "_mine.html" %}'
        "{% endblock %}{% endblock %}",
    )
    write(theme, "templates/_result.html", "{% extends layout %}{% block any %}{% endblock %}")
    write(theme, "static/css/theme.css", ".a { color: red }")
    assert check() == (0, "The theme fits this version.\n")


def test_errors_have_a_file_and_a_line(theme):
    write(theme, "templates/404.html", "\n{% nothing %}")
    code, printed = check()
    assert code == 1
    assert "templates/404.html, line 2: Invalid block tag" in printed


def test_former_names_are_listed(theme):
    write(theme, "templates/_find.html", "{{ look }}")
    code, printed = check()
    assert code == 1
    assert "rename it to _search_form.html" in printed
    assert "look is now variant" in printed


def test_template_that_replaces_nothing_is_named(theme):
    write(theme, "templates/_sidebar.html", "old")
    (line,) = Theme().problems()
    assert line.startswith(f"{theme}/templates/_sidebar.html replaces no template")


def test_block_that_ours_do_not_have_is_named(theme):
    text = "{% comment %}{% block old %}{% endblock %}{% endcomment %}"
    blocks = "{% block before_footer %}{% block in %}{% endblock %}{% endblock %}"
    write(theme, "templates/base.html", f'{{% extends "base.html" %}}{text}{blocks}')
    (line,) = Theme().problems()
    assert f"{theme}/templates/base.html fills the block before_footer, which" in line


def test_block_of_ours_that_a_copy_has_no_place_for_is_named(theme):
    base = (settings.BASE / "templates/base.html").read_text()
    write(theme, "templates/base.html", base.replace("{% block social %}{% endblock %}", ""))
    lines = Theme().problems()
    article = settings.BASE / "templates/article.html"
    assert any(line.startswith(f"{article} fills the block social, which") for line in lines)
    assert all("the block social" in line for line in lines)


def test_update_of_an_overridden_file_is_told_until_it_is_accepted(theme, ours):
    write(theme, "templates/_tags.html", "mine")
    assert check()[0] == 0
    write(ours, "_tags.html", "<p>new</p>")
    for _time in range(2):
        code, printed = check()
        assert code == 1
        assert f"{theme}/templates/_tags.html overrides a file of ours, which an update" in printed
        assert "+<p>new</p>" in printed.splitlines()
    assert [each.id for each in checks.run_checks(tags=["templates"])] == ["operations.W005"]
    assert check("--accept") == (0, "The theme fits this version.\n")
    assert check()[0] == 0


def test_update_of_another_block_than_the_overridden_one_is_not_told(theme, ours):
    write(
        theme,
        "templates/article.html",
        '{% extends "article.html" %}{% block footer %}{% endblock %}',
    )
    record_overrides()
    text = (ours / "base.html").read_text()
    write(ours, "base.html", text.replace("<head>", "<head><!-- new -->"))
    assert theme_updates() == []
    write(ours, "base.html", text.replace('<footer class="foot page">', "<footer>"))
    (update,) = theme_updates()
    assert update.block == "footer"
    assert "overrides the block footer, which an update has changed" in str(update)


def test_block_that_is_overridden_later_is_not_taken_for_an_update(theme):
    write(theme, "templates/base.html", '{% extends "base.html" %}{% block footer %}{% endblock %}')
    record_overrides()
    with (theme / "templates/base.html").open("a") as file:
        file.write("{% block header_extra %}{% endblock %}")
    assert check()[0] == 0
    accepted = json.loads((theme / "accepted.json").read_text())
    assert sorted(accepted["templates/base.html"]) == ["footer", "header_extra"]


def test_update_of_an_overridden_static_file_is_told(theme, monkeypatch):
    write(theme, "static/icon.svg", "<svg/>")
    record_overrides()
    accepted = theme / "accepted.json"
    accepted.write_text(accepted.read_text().replace("<svg", "<svg id='old'"))
    (update,) = theme_updates()
    assert str(update).startswith(f"{theme}/static/icon.svg overrides a file of ours")


@pytest.mark.parametrize("content", ['{"templates/_tags.html": {"": 5}}', "[]", "no JSON"])
def test_damaged_record_of_overrides_is_told_and_written_anew(theme, content):
    write(theme, "templates/_tags.html", "mine")
    (theme / "accepted.json").write_text(content)
    assert "accepted.json cannot be read" in check()[1]
    assert "cannot be read" not in check()[1]


def test_removed_override_is_forgotten(theme):
    write(theme, "templates/_tags.html", "mine")
    record_overrides()
    (theme / "templates/_tags.html").unlink()
    record_overrides()
    assert json.loads((theme / "accepted.json").read_text()) == {}


def test_our_own_templates_have_no_problem(theme):
    for path in theme_overrides.our_pages():
        write(theme, f"templates/{path.name}", path.read_text())
    assert Theme().problems() == []
