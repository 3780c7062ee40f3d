"""MDX: nothing that a reader saw is lost, and nothing of the scripts is shown."""

import pytest

from articles.models import Article
from tests.each import check_each
from tests.transfer.imports import import_folder
from tests.transfer.sites.fixture_sites import write_files
from transfer.mdx import mdx_as_markdown

CASES = (
    ("import A from './a'\nimport {\n  B,\n\n  C\n} from 'b'\n\n文", "文"),
    ("文\nimport is a word\n\nexport it", "文\nimport is a word\n\nexport it"),
    ("export const x = {\n  a: '甲',\n\n}\n\n{x.a} 文", "甲 文"),
    ("{/* 注释 */}\n\n文 {/* truncate */}", "<!-- 注释 -->\n\n文 <!-- more -->"),
    ("{'甲'} {\"乙\"} {`丙`} {3}{' '}丁", "甲 乙 丙 3 丁"),
    ("`{a}` $\\frac{a}{b}$ {props.x} ## T {#id}", "`{a}` $\\frac{a}{b}$ {props.x} ## T {#id}"),
    ("```jsx\nimport x from 'y'\n<A b={c} />\n```", "```jsx\nimport x from 'y'\n<A b={c} />\n```"),
    ("{items.map(i => <li>{i}</li>)}", "```jsx\n{items.map(i => <li>{i}</li>)}\n```"),
    ("<code>\\{ a: <a href='#t'>T</a> \\}</code>", '<code>\\{ a: <a href="#t">T</a> \\}</code>'),
    ("a < b, {未闭合 <https://x.org>", "a < b, {未闭合 <https://x.org>"),
    (':::tip{title="题"}\n文\n:::', ':::tip{title="题"}\n文\n:::'),
    (
        "<Tabs>\n  <TabItem value='n' label='npm'>\n\n  ```sh\n  npm i\n  ```\n\n  </TabItem>\n"
        "  <TabItem value='yarn'>**文**</TabItem>\n</Tabs>",
        "::: tabs\n@tab npm\n\n```sh\nnpm i\n```\n\n@tab yarn\n\n**文**\n:::",
    ),
    (
        "<PackageTabs>\n  <Fragment slot='npm'>甲</Fragment>\n</PackageTabs>",
        "::: tabs\n@tab npm\n\n甲\n:::",
    ),
    (
        "<Aside type='caution' title='当心'>\n  甲\n\n  <Note>乙</Note>\n</Aside>",
        ":::: caution 当心\n甲\n\n::: note\n乙\n:::\n::::",
    ),
    ("1. 甲\n\n   <Callout>\n   乙\n   </Callout>\n", "1. 甲\n\n   ::: note\n   乙\n   :::"),
    ("<Details title='题'>\n文\n</Details>", "::: details 题\n文\n:::"),
    ("import p from './p.png'\n\n<Image src={p} alt='图' />", "![图](./p.png)"),
    ("<img src={require('./a.png').default} alt='图' />", "![图](./a.png)"),
    ("<ThemedImage sources={{light: '/l.png', dark: '/d.png'}} />", "![](/l.png)"),
    ("见 <Link to='/a'>**甲**</Link>。", "见 [**甲**](/a)。"),
    ("<Card title='题' href='/a'>文</Card>", "[题](/a)\n\n文"),
    ("<Code code={`let x = \\`1\\``} lang='js' />", "```js\nlet x = `1`\n```"),
    ("<div className='x' style={{a: 1}}>\n  **文**\n</div>", "**文**"),
    ("甲<br/>乙 <b className='x'>丙</b>", "甲<br>乙 <b>丙</b>"),
    ("<Unknown title='题'>\n  文\n</Unknown>", "**题**\n\n文"),
    ("<Chart data={[1, 2]} caption='图表' />", "图表"),
    ("<>\n文\n</>", "文"),
)


def read(source, files=None):
    return mdx_as_markdown(source, (files or {}).get)


def test_mdx_becomes_markdown():
    def check(source, expected):
        assert read(source).markdown.strip() == expected

    check_each(CASES, check)


def test_what_is_not_known_is_named():
    found = read("<Chart /> {compute(1)} <Chart>文</Chart> <Tabs></Tabs>")
    assert found.components == ("Chart",)
    assert found.expressions == ("{compute(1)}",)


def test_a_text_that_another_imports_is_in_it():
    files = {
        "./_part.mdx": "---\ntitle: x\n---\n\n{/* 注 */}部分",
        "./loop.mdx": "import L from './loop.mdx'\n\n<L />文",
    }
    assert "部分" in read("import Part from './_part.mdx'\n\n<Part />", files).markdown
    assert "文" in read("import L from './loop.mdx'\n\n<L />", files).markdown


def test_exported_metadata_are_front_matter():
    found = read("export const meta = {title: '题', date: '2020-01-02'}\n\n文").markdown
    assert found.startswith("---\n")
    assert "title: 题" in found
    assert read("---\ntitle: 甲\n---\nexport const meta = {title: '乙'}\n\n文").markdown == (
        "---\ntitle: 甲\n---\n\n文"
    )


def test_what_is_open_without_an_end_takes_no_longer_than_other_text():
    for sign in ("{", "<A ", "<A>", "</A>", "<A b={", "{`", "import {", "{/*"):
        assert read(sign * (20_000 // len(sign))).markdown is not None


@pytest.mark.django_db
@pytest.mark.either_database
def test_an_mdx_file_is_an_article_with_its_links_and_what_was_not_known(tmp_path, author):
    head = "---\ntitle: {}\ndate: 2020-01-02\n---\n"
    files = {
        "docusaurus.config.js": "export default {}",
        "blog/a.mdx": head.format("甲") + "[乙](./b.mdx) <Chart>图</Chart> {f()}\n",
        "blog/b.mdx": head.format("乙") + "import P from './_p.mdx'\n\n<P />\n",
        "blog/_p.mdx": "部分\n",
        "docs/a.org": "* x\n",
    }
    report = import_folder(write_files(tmp_path, files), author=author)
    first = Article.objects.get(title="甲")
    assert f"[乙]({Article.objects.get(title='乙').get_absolute_url()})" in first.body
    assert "部分" in Article.objects.get(title="乙").body
    said = " ".join(remark.what for remark in report.problems)
    assert "<Chart>" in said
    assert "{f()}" in said
    assert "pandoc" in {each.file: each.what for each in report.left_out}["docs/a.org"]
