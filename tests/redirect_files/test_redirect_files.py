"""Redirects are read from and written to files of other systems."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import PathRedirect, Redirect
from articles.redirect_files.exporting import exported_redirects
from articles.redirect_files.planning import plan_redirects
from articles.redirect_files.redirect_forms import WRITERS, file_form, file_lines, file_text
from tests.each import check_each
from tests.factories import make_article, make_topic

CSV = """old,new,status
/a,/b,301
"/c,d",/e
/f,https://other.example/?x=1,308
https://old.example/g,/h

# a comment
/i,/j,404
/k,
k,/l
"""
NETLIFY = """
# of Netlify
/a /b
/c   /d  301!   # with a comment
/store id=1 /e 302
/f https://other.example/x 308
/g/* /h/:splat
/i/:year/:slug /j/:slug
/k /l 200
/m /n Country=cn
/o
"""
NGINX = r"""
map $request_uri $new {  # a comment
    default "";
    include more.map;
    /a /b;
    "/c d" '/e';
    ~^/f\.html$ /g;
    ~*^/(h|i)$ /j;
}
rewrite ^/k/?$ /l permanent;
rewrite ^/m\.php$ https://other.example/n redirect;
rewrite ^/o/(.*)$ /p/$1 permanent;
rewrite ^/q$ /r last;
location = /s { return 301 /t; }
location ~ ^/u$ { return 301 /v; }
location / { return 404; }
rewrite ^/w$ /x
"""
READ = {
    CSV: {
        "/a": "/b",
        "/c,d": "/e",
        "/f": "https://other.example/?x=1",
        "https://old.example/g": "/h",
    },
    NETLIFY: {"/a": "/b", "/c": "/d", "/store?id=1": "/e", "/f": "https://other.example/x"},
    NGINX: {
        "/a": "/b",
        "/c d": "/e",
        "/f.html": "/g",
        "/k": "/l",
        "/s": "/t",
        "/u": "/v",
        "/m.php": "https://other.example/n",
    },
}
REFUSED = {CSV: [8, 9, 10], NETLIFY: [7, 8, 9, 10, 11], NGINX: [8, 12, 13, 16, 17]}


def test_lines_of_each_form_are_read_and_others_refused_by_number():
    def check(text, pairs):
        lines = file_lines(text)
        assert {line.old: line.new for line in lines if not line.reason} == pairs
        assert [line.number for line in lines if line.reason] == REFUSED[text]

    check_each(READ.items(), check)


def test_form_of_a_file_is_recognised():
    forms = {
        ("/a,/b", ""): "csv",
        ("/a\t/b", "x.csv"): "netlify",  # read alike
        ("/a;/b", ""): "csv",
        ("/a /b 301", ""): "netlify",
        ("# x\n/a /b", "_redirects"): "netlify",
        ("map $uri $new {\n/a /b;\n}", ""): "nginx",
        ("/a /b;", "old.map"): "nginx",
        ("", ""): "csv",
    }
    check_each(forms.items(), lambda given, form: equal(file_form(*given), form))
    assert file_text("/旧,/新".encode("gbk")) == file_text("\ufeff/旧,/新".encode()) == "/旧,/新"


def equal(found, wanted):
    assert found == wanted


@pytest.fixture
def article(author):
    return make_article(slug="hello", title="你好")


FILE = """
/old.html /articles/hello/ 301
/OLD.html /articles/hello
/旧/ https://other.example/x
/chain /old.html
/far /chain
/a /b
/b /a
/lost /nowhere/
/topics/nlp/ /articles/hello/
/archive/ /articles/hello/
/old.html /topics/nlp/
/?p=7 /articles/hello/
/list /topics/nlp/?page=2
"""


@pytest.mark.django_db
def test_import_writes_what_it_can_and_names_each_other_line(client, article):
    make_topic("NLP")
    plan = plan_redirects(file_lines(FILE))
    assert not PathRedirect.objects.exists()
    assert [line.number for line in plan.refused] == [7, 8, 9, 10, 11, 12]
    assert all(line.reason for line in plan.refused)
    assert len(plan.made) == 7
    plan.carry_out("_redirects")
    here = "/articles/hello/"
    leads = {"/old.html": here, "/chain": here, "/far": here, "/?p=7": here}
    leads |= {"/list": "/topics/nlp/?page=2", "/旧": "https://other.example/x"}
    check_each(leads.items(), lambda old, new: equal(client.get(old).headers["Location"], new))
    article.slug = "new"
    article.save()
    assert client.get("/far").headers["Location"] == "/articles/new/"
    again = plan_redirects(file_lines(FILE.replace("hello", "new")))
    assert (len(again.made), len(again.there)) == (0, 7)


@pytest.mark.django_db
def test_exported_file_makes_the_same_redirects_again(article):
    Redirect.set_target("article", "former", article.pk)
    paths = ["/旧 文.html", "/?p=7", '/q"x', "/a,b;c", "/100%25", "/read.php?t-1"]
    PathRedirect.objects.set_paths(article, paths, "test")
    before = sorted(PathRedirect.objects.values_list("path", "kind", "target"))
    files = {form: exported_redirects(form) for form in WRITERS}
    assert all("/articles/former/" in text for text in files.values())
    PathRedirect.objects.all().delete()

    def check(form):
        plan = plan_redirects(file_lines(files[form]))
        assert (plan.refused, len(plan.there)) == ([], 1)
        plan.carry_out("again")
        assert sorted(PathRedirect.objects.values_list("path", "kind", "target")) == before
        PathRedirect.objects.all().delete()

    check_each(files, check)


@pytest.mark.django_db
def test_commands_import_export_and_try(article, tmp_path):
    file, out = tmp_path / "old.csv", StringIO()
    file.write_text("/old,/articles/hello/\n/lost,/nowhere/\n")
    call_command("import_redirects", file, "--dry-run", stdout=out)
    assert not PathRedirect.objects.exists()
    assert "/lost" in out.getvalue()
    call_command("import_redirects", file, stdout=StringIO())
    assert PathRedirect.objects.get().source == "old.csv"
    out = StringIO()
    call_command("export_redirects", "--format", "netlify", stdout=out)
    assert out.getvalue() == "/old /articles/hello/ 301\n"
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_redirects", tmp_path / "none")


@pytest.mark.django_db
def test_long_chains_and_long_statements_take_no_longer_than_others(article):
    count = 3000
    chain = "".join(f"/o{number},/o{number + 1}\n" for number in range(count))
    plan = plan_redirects(file_lines(f"{chain}/o{count},{article.get_absolute_url()}\n"))
    assert {verdict.target.id for verdict in plan.verdicts} == {article.pk}
    assert len(plan.made) == count + 1
    circle = plan_redirects(file_lines("/a,/b\n/b,/c\n/c,/b\n/d,/a\n"))
    assert [line.reason for line in circle.refused] == [circle.refused[0].reason] * 4
    assert len(file_lines("map $a $b {\n" + "/a " * 200_000)) == 1


def test_what_is_no_csv_is_named_by_its_line():
    lines = file_lines('/a,/b\r/c,/d\r/e,"' + "x\r" * 200_000)
    assert [line.old for line in lines] == ["/a", "/c", ""]
    assert "CSV" in lines[-1].reason
    assert lines[-1].number == 3


def test_queries_of_an_import_do_not_grow_with_its_lines(article, django_assert_max_num_queries):
    text = "".join(f"/o/{number},/articles/hello/\n" for number in range(400))
    with django_assert_max_num_queries(12):
        plan = plan_redirects(file_lines(text))
    with django_assert_max_num_queries(12):
        plan.carry_out("test")
