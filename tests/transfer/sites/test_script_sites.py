"""VitePress, VuePress, Docusaurus, Eleventy, Astro: addresses as their own builds make them."""

from tests.transfer.sites.fixture_sites import (
    left_out,
    markdown_in,
    old_lists,
    old_paths,
    source_text,
    write_files,
)
from transfer.sites import find_site

NOTE = "---\ntitle: T\n{}---\n\n# T\n\n文\n"


def note(more=""):
    return NOTE.format(more)


VITEPRESS = {
    "docs/.vitepress/config.mts": """
import { defineConfig } from 'vitepress'
// https://vitepress.dev/reference/site-config
export default defineConfig({
  title: "It's a site", base: '/base/', cleanUrls: CLEAN,
  sitemap: { hostname: 'https://docs.example' },
  rewrites: { 'pkgs/:name/src/:page': ':name/:page', 'old/one.md': 'new/one.md' },
  locales: { root: { label: '中文', lang: 'zh-CN' }, en: { label: 'English', lang: 'en' } },
  themeConfig: { nav: [{ text: 'x', link: '/x' }], fn: (a) => { return `${a}` } },
})
""",
    "docs/index.md": "---\nlayout: home\n---\n",
    "docs/guide/index.md": note(),
    "docs/guide/深度 学习.md": note(),
    "docs/guide/README.md": note(),
    "docs/pkgs/a/src/page.md": note(),
    "docs/old/one.md": note(),
    "docs/en/guide/index.md": note(),
    "docs/en/guide/Two_Words.md": note(),
}
VUEPRESS = {
    "docs/.vuepress/config.ts": """
import { viteBundler } from '@vuepress/bundler-vite'
import { defineUserConfig } from 'vuepress'
export default defineUserConfig({
  base: '/v/',
  lang: 'zh-CN',
  bundler: viteBundler(),
  locales: { '/': { lang: 'zh-CN' }, '/en/': { lang: 'en-US' } },
})
""",
    "docs/README.md": "---\nhome: true\n---\n",
    "docs/guide/README.md": note(),
    "docs/guide/深度 学习.md": note(),
    "docs/posts/2019-01-02-dated.md": note(
        "permalinkPattern: /:year/:month/:day/:slug.html\ndate: 2019-03-04\n"
    ),
    "docs/posts/own.md": note("permalink: /own/path.html\n"),
    "docs/posts/no.md": note("article: false\n"),
    "docs/en/guide/README.md": note(),
    "docs/en/page.md": note(),
}
DOCUSAURUS = {
    "docusaurus.config.js": """
/** @type {import('@docusaurus/types').Config} */
const config = {
  title: 'T', url: 'https://docs.example', baseUrl: '/b/', onBrokenLinks: 'ignore',
  i18n: { defaultLocale: 'en', locales: ['en', 'zh-Hans'] },
  presets: [
    ['classic', /** @type {import('@docusaurus/preset-classic').Options} */ ({
      docs: { routeBasePath: 'wiki', sidebarPath: undefined },
      blog: { path: './blog', onUntruncatedBlogPosts: 'ignore', onInlineTags: 'ignore' },
    })],
  ],
  plugins: [['@docusaurus/plugin-content-blog', { id: 'news', path: 'news', routeBasePath: 'n',
    onUntruncatedBlogPosts: 'ignore' }]],
};
module.exports = config;
""",
    "blog/2019-05-28-first post.md": note("tags: [C++, Node.js, machineLearning, 深度学习]\n"),
    "blog/2019-05-29-folder/index.md": note(),
    "blog/sub/2019-05-30-inner.md": note(),
    "blog/2019/06/01/path.md": note(),
    "blog/named.md": note("slug: own-slug\ndate: 2019-01-01\n"),
    "blog/undated.md": note("date: 2019-01-01\n"),
    "blog/_hidden.md": note(),
    "news/2020-01-02-n.md": note(),
    "docs/intro.md": note("slug: /\n"),
    "docs/01-basics/02-start.md": note("tags: [Big Tag]\n"),
    "docs/01-basics/index.md": note(),
    "docs/guides/guides.md": note(),
    "docs/guides/7.0-notes.md": note(),
    "docs/guides/own.md": note("id: other\n"),
    "docs/guides/relative.md": note("slug: rel\n"),
    "docs/guides/absolute.md": note("slug: /abs/olute\n"),
    "src/pages/about.md": note(),
    "src/pages/more/index.md": note(),
    "i18n/zh-Hans/docusaurus-plugin-content-docs/current/01-basics/02-start.md": note(),
    "i18n/zh-Hans/docusaurus-plugin-content-blog/2019-05-28-first post.md": note(),
    "i18n/zh-Hans/docusaurus-plugin-content-blog-news/2020-01-02-n.md": note(),
    "README.md": "# Site\n",
}
ELEVENTY = {
    "eleventy.config.js": """
export default function (eleventyConfig) {
  eleventyConfig.addPassthroughCopy({ './public/': '/' });
  return { dir: { input: 'content', includes: '../_includes' }, pathPrefix: '/' };
}
""",
    "content/index.md": note(),
    "content/blog/2019-01-02-dated.md": note(),
    "content/blog/blog.md": note(),
    "content/blog/deep/index.md": note(),
    "content/blog/own.md": note("permalink: /own/{{ page.fileSlug }}.html\n"),
    "content/blog/none.md": note("permalink: false\n"),
    "content/posts/posts.json": '{"permalink": "/p/{{ title | slugify }}/", "tags": ["post"]}',
    "content/posts/a.md": "---\ntitle: Hello World\n---\nx\n",
    "content/dates/dates.11tydata.js": """
export default { permalink: "/{{ page.date | date: '%Y/%m' }}/{{ page.fileSlug }}/" };
""",
    "content/dates/2020-03-04-d.md": note(),
    "content/_data/x.md": note(),
    "README.md": "# Site\n",
}
ASTRO = {
    "astro.config.mjs": """
import { defineConfig } from 'astro/config';
export default defineConfig({ site: 'https://a.example', base: '/as' });
""",
    "src/content.config.ts": """
import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
const blog = defineCollection({
  loader: glob({ pattern: '**/[^_]*.md', base: './src/data/blog' }),
});
const notes = defineCollection({
  loader: glob({ pattern: '**/*.md', base: './src/content/notes' }),
});
export const collections = { blog, notes };
""",
    "src/pages/posts/[...slug].astro": """---
import { getCollection, render } from 'astro:content';
export async function getStaticPaths() {
  return (await getCollection('blog')).map((p) => ({ params: { slug: p.id }, props: p }));
}
---
x
""",
    "src/pages/notes/[...id].astro": """---
import { getCollection } from 'astro:content';
export async function getStaticPaths() {
  return (await getCollection('notes')).map((p) => ({ params: { id: p.id }, props: p }));
}
---
x
""",
    "src/data/blog/Hello World.md": note(),
    "src/data/blog/深度 学习 (1).md": note(),
    "src/data/blog/folder/index.md": note(),
    "src/data/blog/C++_v1.2.md": note(),
    "src/data/blog/own.md": note("slug: my-slug\n"),
    "src/content/notes/Note One.md": note(),
    "src/pages/about.md": note(),
    "src/pages/deep/index.md": note(),
    "README.md": "# Site\n",
}

EXPECTED = {
    "vitepress": {
        "docs/en/guide/Two_Words.md": ["/base/en/guide/Two_Words.html", "/base/en/guide/Two_Words"],
        "docs/en/guide/index.md": ["/base/en/guide/"],
        "docs/guide/README.md": ["/base/guide/README.html", "/base/guide/README"],
        "docs/guide/index.md": ["/base/guide/"],
        "docs/guide/深度 学习.md": ["/base/guide/深度 学习.html", "/base/guide/深度 学习"],
        "docs/old/one.md": ["/base/new/one.html", "/base/new/one"],
        "docs/pkgs/a/src/page.md": ["/base/a/page.html", "/base/a/page"],
    },
    "vuepress": {
        "docs/en/guide/README.md": ["/v/en/guide/"],
        "docs/en/page.md": ["/v/en/page.html"],
        "docs/guide/README.md": ["/v/guide/"],
        "docs/guide/深度 学习.md": ["/v/guide/深度 学习.html"],
        "docs/posts/2019-01-02-dated.md": ["/v/2019/03/04/dated.html"],
        "docs/posts/own.md": ["/v/own/path.html"],
    },
    "docusaurus": {
        "blog/2019/06/01/path.md": ["/b/blog/2019/06/01/path", "/b/blog/2019/06/01/path/"],
        "blog/2019-05-28-first post.md": [
            "/b/blog/2019/05/28/first post",
            "/b/blog/2019/05/28/first post/",
        ],
        "blog/2019-05-29-folder/index.md": [
            "/b/blog/2019/05/29/folder",
            "/b/blog/2019/05/29/folder/",
        ],
        "blog/named.md": ["/b/blog/own-slug", "/b/blog/own-slug/"],
        "blog/sub/2019-05-30-inner.md": [
            "/b/blog/2019/05/30/sub/inner",
            "/b/blog/2019/05/30/sub/inner/",
            "/b/blog/sub/2019/05/30/inner",
            "/b/blog/sub/2019/05/30/inner/",
        ],
        "blog/undated.md": ["/b/blog/undated", "/b/blog/undated/"],
        "docs/01-basics/02-start.md": ["/b/wiki/basics/start", "/b/wiki/basics/start/"],
        "docs/01-basics/index.md": ["/b/wiki/basics/", "/b/wiki/basics"],
        "docs/guides/7.0-notes.md": ["/b/wiki/guides/7.0-notes", "/b/wiki/guides/7.0-notes/"],
        "docs/guides/absolute.md": ["/b/wiki/abs/olute", "/b/wiki/abs/olute/"],
        "docs/guides/guides.md": ["/b/wiki/guides/", "/b/wiki/guides"],
        "docs/guides/own.md": ["/b/wiki/guides/other", "/b/wiki/guides/other/"],
        "docs/guides/relative.md": ["/b/wiki/guides/rel", "/b/wiki/guides/rel/"],
        "docs/intro.md": ["/b/wiki/", "/b/wiki"],
        "i18n/zh-Hans/docusaurus-plugin-content-blog/2019-05-28-first post.md": [
            "/b/zh-Hans/blog/2019/05/28/first post",
            "/b/zh-Hans/blog/2019/05/28/first post/",
        ],
        "i18n/zh-Hans/docusaurus-plugin-content-blog-news/2020-01-02-n.md": [
            "/b/zh-Hans/n/2020/01/02/n",
            "/b/zh-Hans/n/2020/01/02/n/",
        ],
        "i18n/zh-Hans/docusaurus-plugin-content-docs/current/01-basics/02-start.md": [
            "/b/zh-Hans/wiki/basics/start",
            "/b/zh-Hans/wiki/basics/start/",
        ],
        "news/2020-01-02-n.md": ["/b/n/2020/01/02/n", "/b/n/2020/01/02/n/"],
        "src/pages/about.md": ["/b/about", "/b/about/"],
        "src/pages/more/index.md": ["/b/more/", "/b/more"],
    },
    "eleventy": {
        "content/blog/2019-01-02-dated.md": ["/blog/2019-01-02-dated/"],
        "content/blog/blog.md": ["/blog/"],
        "content/blog/deep/index.md": ["/blog/deep/"],
        "content/blog/own.md": ["/own/own.html"],
        "content/dates/2020-03-04-d.md": ["/2020/03/d/"],
        "content/index.md": ["/"],
        "content/posts/a.md": ["/p/hello-world/"],
    },
    "astro": {
        "src/content/notes/Note One.md": ["/as/notes/note-one/", "/as/notes/note-one"],
        "src/data/blog/C++_v1.2.md": ["/as/posts/c_v12/", "/as/posts/c_v12"],
        "src/data/blog/Hello World.md": ["/as/posts/hello-world/", "/as/posts/hello-world"],
        "src/data/blog/folder/index.md": ["/as/posts/folder/", "/as/posts/folder"],
        "src/data/blog/own.md": ["/as/posts/my-slug/", "/as/posts/my-slug"],
        "src/data/blog/深度 学习 (1).md": ["/as/posts/深度-学习-1/", "/as/posts/深度-学习-1"],
        "src/pages/about.md": ["/as/about/", "/as/about"],
        "src/pages/deep/index.md": ["/as/deep/", "/as/deep"],
    },
}
LEFT_OUT = {
    "vitepress": {"docs/index.md": "list-page"},
    "vuepress": {"docs/README.md": "list-page", "docs/posts/no.md": "article-false"},
    "docusaurus": {"README.md": "readme", "blog/_hidden.md": "fragment"},
    "eleventy": {
        "README.md": "readme",
        "content/_data/x.md": "fragment",
        "content/blog/none.md": "not-written",
    },
    "astro": {"README.md": "readme"},
}
SITES = {
    "vitepress": VITEPRESS,
    "vuepress": VUEPRESS,
    "docusaurus": DOCUSAURUS,
    "eleventy": ELEVENTY,
    "astro": ASTRO,
}


def test_every_address_of_each_generator(tmp_path):
    for name, files in SITES.items():
        root = write_files(tmp_path / name, files)
        site = find_site(root)
        assert (site.system, site.notes) == (name, [])
        assert old_paths(root) == EXPECTED[name], name
        assert left_out(root) == LEFT_OUT[name], name


def test_addresses_without_an_ending_come_first_where_the_site_states_it(tmp_path):
    config = VITEPRESS["docs/.vitepress/config.mts"].replace("CLEAN", "true")
    root = write_files(tmp_path, VITEPRESS | {"docs/.vitepress/config.mts": config})
    assert old_paths(root)["docs/old/one.md"] == ["/base/new/one", "/base/new/one.html"]


def test_lists_of_tags_have_their_addresses(tmp_path):
    lists = {path for path, _kind, _name in old_lists(write_files(tmp_path, DOCUSAURUS))}
    assert {path.rstrip("/") for path in lists} == {
        "/b/blog/tags/c",
        "/b/blog/tags/node-js",
        "/b/blog/tags/machine-learning",
        "/b/blog/tags/深度学习",
        "/b/wiki/tags/big-tag",
    }


def languages(root):
    """Return the language and the key of translation of each file."""
    site = find_site(root)
    texts = {path.relative_to(root).as_posix(): source_text(path) for path in markdown_in(root)}
    return {k: (site.language(each), site.translation_key(each)) for k, each in texts.items()}


def test_translations_share_a_key_and_have_their_languages(tmp_path):
    pairs = (
        (VITEPRESS, "docs/guide/index.md", "docs/en/guide/index.md", "zh-hans", "en"),
        (VUEPRESS, "docs/guide/README.md", "docs/en/guide/README.md", "zh-hans", "en"),
        (
            DOCUSAURUS,
            "docs/01-basics/02-start.md",
            "i18n/zh-Hans/docusaurus-plugin-content-docs/current/01-basics/02-start.md",
            "en",
            "zh-hans",
        ),
    )
    for number, (files, first, second, *expected) in enumerate(pairs):
        found = languages(write_files(tmp_path / str(number), files))
        assert [found[first][0], found[second][0]] == expected
        assert found[first][1] == found[second][1]


def test_pictures_are_looked_for_in_the_public_folders(tmp_path):
    for number, (files, folder) in enumerate(
        (
            (VITEPRESS, "docs/public"),
            (VUEPRESS, "docs/.vuepress/public"),
            (DOCUSAURUS, "static"),
            (ASTRO, "public"),
        )
    ):
        root = write_files(tmp_path / str(number), files)
        assert root / folder in find_site(root).file_roots()


def test_redirects_of_docusaurus_lead_to_their_document(tmp_path):
    config = """export default { url: 'https://d.example', baseUrl: '/', plugins: [
      ['@docusaurus/plugin-client-redirects',
       { redirects: [{ from: ['/old/a', '/older'], to: '/docs/a' }] }],
    ] }"""
    root = write_files(tmp_path, {"docusaurus.config.ts": config, "docs/a.md": note()})
    assert old_paths(root)["docs/a.md"] == ["/docs/a", "/docs/a/", "/old/a", "/older"]


def test_unknown_configuration_is_noted_and_never_executed(tmp_path):
    for number, (config, notes) in enumerate(
        (
            ("export default makeConfig(await load())", ["configuration-unreadable"]),
            ("export default { base: process.env.BASE }", ["value-not-literal"]),
            ("throw new Error('executed')", ["configuration-unreadable"]),
            ("", []),
        )
    ):
        files = {".vitepress/config.js": config, "a.md": note()}
        root = write_files(tmp_path / str(number), files)
        site = find_site(root)
        assert [each.code for each in site.notes] == notes
        assert old_paths(root, site)["a.md"] == ["/a.html", "/a"]


def test_address_of_a_site_is_found_in_the_options_of_its_theme(tmp_path):
    theme = "export default hopeTheme({ hostname: 'https://www.vue.example/', blog: {} })"
    files = {".vuepress/config.ts": "export default {}", ".vuepress/theme.ts": theme}
    site = find_site(write_files(tmp_path, files | {"a.md": note()}))
    assert site.hosts == {"vue.example", "www.vue.example"}
    assert site.old_tag_path("Big Tag: C++") == "/tag/big-tag-c++/"
    assert site.old_topic_path("深度 学习") == "/category/深度-学习/"
