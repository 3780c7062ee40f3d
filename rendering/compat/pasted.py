"""Repairs syntax in articles that were copied from other sites.

| copied | becomes |
|---|---|
| a formula as an image of Zhihu, Jianshu, Juejin, CodeCogs, GitHub, WordPress | the formula |
| a link through `link.zhihu.com`, `link.juejin.cn` … | a link to its target |
| `在这里插入图片描述`, `image.png`, `png` as alternative text | none |
| `[caption]<img …> text[/caption]` of WordPress | an image with a caption |
| `![](a.png =600x400)`, `#pic_center` of CSDN | the size of the image |
| `[TOC]`, `[[toc]]`, `@[toc]`, `{:toc}` | nothing: every page has one |
| `{static}/a.png`, `{filename}b.md` of Pelican | the address without the prefix |
| `<script type="math/tex">` of kramdown, `<span class="math">` of Pandoc | the formula |
| `<escape>…</escape>` of Hexo | its content |
| `[config.js]` behind a fence in a `code-group` | the title of a tab |
"""

import re
from urllib.parse import parse_qs, unquote

from selectolax.lexbor import LexborNode

from ..document import Document
from ..placeholders import Formula
from ..tree import nonblank_children, replace_node
from .foreign_tag import ForeignTag
from .markdown_text import as_one_line
from .placement import held_element
from .replacements import ImageSize, Replacement, TagText, WholeText

# Addresses of images of formulas, and the parameter of the query that has the LaTeX; '' is the
# whole query.
FORMULA_IMAGES = (
    ("www.zhihu.com/equation", "tex"),
    ("zhihu.com/equation", "tex"),
    ("juejin.cn/equation", "tex"),
    ("juejin.im/equation", "tex"),
    ("math.jianshu.com/math", "formula"),
    ("render.githubusercontent.com/render/math", "math"),
    *((f"{host}.wp.com/latex.php", "latex") for host in ("s0", "s1", "s2", "l")),
    ("l.wordpress.com/latex.php", "latex"),
    ("chart.googleapis.com/chart", "chl"),
    ("chart.apis.google.com/chart", "chl"),
    *(
        (f"{host}.codecogs.com/{kind}{ending}", "")
        for host in ("latex", "private", "www")
        for kind in ("gif", "png", "svg")
        for ending in (".latex", ".image")
    ),
)
REDIRECT_PAGES = {
    "link.zhihu.com": "target",
    "link.juejin.cn": "target",
    "link.juejin.im": "target",
    "link.csdn.net": "target",
    "link.jianshu.com": "t",
    "www.jianshu.com/go-wild": "url",
    "links.jianshu.com/go": "to",
    "link.segmentfault.com": "url",
    "sspai.com/link": "target",
    "www.oschina.net/action/GoToLink": "url",
}
EMPTY_ALT_TEXTS = frozenset(
    {
        "在这里插入图片描述",
        "这里写图片描述",
        "图片描述",
        "输入图片说明",
        "image.png",
        "img",
        "png",
        "image",
    }
)
LONGEST = 3_000
CODE_COGS_SIGNS = (("&space;", " "), ("&plus;", "+"), ("&hash;", "#"))
CODE_COGS_OPTIONS = re.compile(
    r"(?:\s*\\(?:inline|dpi\s*\{\d+\}|(?:fn|bg|fg)_\w+|(?:bg|fg)\s*\{\w+\}|"
    r"(?:tiny|small|large|LARGE|huge)(?![A-Za-z])))*"
)
PICTURE = re.compile(
    r"\s*(<a\b[^<>]*>\s*<img\b[^<>]*>\s*</a>|<img\b[^<>]*>|!\[[^\]\n]*\]\([^\s()]+\))(.*)",
    re.DOTALL,
)


def handle_image_size(tag: ForeignTag) -> Replacement:
    """The size of `=600x400`, which the scanner has moved behind the image."""
    width, _, height = tag.name.partition(" ")
    return ImageSize(width, height)


def handle_wordpress_caption(tag: ForeignTag) -> Replacement:
    """An image in HTML or Markdown, perhaps in a link, and the text behind it as its caption."""
    match = PICTURE.fullmatch(tag.content)
    words = as_one_line((match[2] if match else "") or tag.options.get("caption"))
    if match is None:
        return None
    picture = as_one_line(match[1])
    if picture.startswith("<"):
        label = f"<figcaption>{words}</figcaption>" if words else ""
        return WholeText(f"<figure>{picture}{label}</figure>")
    title = words.replace('"', "&quot;")
    return WholeText(f'{picture[:-1]} "{title}")' if words else picture)


def handle_group_title(tag: ForeignTag) -> Replacement:
    return TagText(f'tab="{tag.name}"')


def repair_pasted(document: Document) -> None:
    for image in document.body.css("img"):
        latex = latex_of(image.attributes.get("src") or "")
        if latex:
            replace_by_formula(document, image, latex)
        elif (image.attributes.get("alt") or "").strip() in EMPTY_ALT_TEXTS:
            document.hidden_texts.append(image.attributes["alt"] or "")
            del image.attrs["alt"]
    for link in document.body.css("a[href]"):
        if target := redirect_target(link.attributes["href"] or ""):
            link.attrs["href"] = target


def latex_of(address: str) -> str:
    scheme, _, rest = address.partition("//")
    if scheme not in ("", "http:", "https:") or len(address) > LONGEST:
        return ""
    for beginning, name in FORMULA_IMAGES:
        if rest.startswith(f"{beginning}?"):
            query = rest.partition("?")[2]
            if not name:
                return latex_of_code_cogs(query)
            if name == "chl" and "cht=tx" not in query:
                return ""  # a chart
            return next(iter(parse_qs(query).get(name, [])), "").strip()
    return ""


def latex_of_code_cogs(query: str) -> str:
    """Its editor writes some signs as entities, and begins with commands for the picture."""
    has_other_spaces = "&space;" in query or "%20" in query
    query = unquote(query if has_other_spaces else query.replace("+", " "))
    for name, sign in CODE_COGS_SIGNS:
        query = query.replace(name, sign)
    return CODE_COGS_OPTIONS.sub("", query).strip()


def replace_by_formula(document: Document, image: LexborNode, latex: str) -> None:
    """Replace an image by a formula, which is displayed if it has its paragraph for itself."""
    paragraph = image.parent
    display = (
        paragraph is not None and paragraph.tag == "p" and len(nonblank_children(paragraph)) == 1
    )
    formula = Formula(latex.removesuffix("\\\\").strip(), display, display)
    target = paragraph if display and paragraph is not None else image
    replace_node(target, held_element(document, formula))


def redirect_target(address: str) -> str:
    """The target of a link through a redirect page that counts or warns; '' for other links."""
    if "//" not in address or "?" not in address or len(address) > LONGEST:
        return ""
    page = address.partition("//")[2].partition("?")[0].rstrip("/")
    name = REDIRECT_PAGES.get(page)
    if name is None:
        return ""
    target = next(iter(parse_qs(address.partition("?")[2]).get(name, [])), "")
    return target if target.startswith(("https://", "http://")) else ""
