"""The step that makes links of references to figures, tables, sections and formulas."""

import re

from selectolax.lexbor import LexborNode

from ..document import Document
from ..messages import message
from ..tree import create_element
from .figure_numbers import NumberedTarget, number_targets
from .placement import NUMBER_ATTRIBUTE
from .replacements import LabelReference
from .tag_placeholders import TagPlaceholders
from .tag_warnings import TagWarnings
from .tree_edits import discard, quiet_text

# The author's own word before a reference, which then shows the number alone.
KIND_WORD = re.compile(
    r"(?:^|[\s，。；：、（(“如见在由从与和及])(?:图|表|式|公式|[Ff]igures?|[Ff]ig\.|[Tt]able)\s*$"
)

LABEL_KINDS = {
    **dict.fromkeys(("fig", "figure", "img", "image"), "figure"),
    **dict.fromkeys(("tab", "table"), "table"),
    **dict.fromkeys(("eq", "eqn", "equation"), "formula"),
}
KIND_END = re.compile("[_:.-]")


def resolve_label_references(document: Document) -> None:
    """Runs when headings have their ids and images their captions."""
    if document.tag_placeholders is None:
        return
    resolver = LabelResolver(document, document.tag_placeholders)
    for node in document.body.css(f"[{NUMBER_ATTRIBUTE}]"):
        resolver.resolve(node)
    resolver.resolve_captions()
    resolver.warnings.report(document)


class LabelResolver:
    def __init__(self, document: Document, placeholders: TagPlaceholders) -> None:
        self.document = document
        self.placeholders = placeholders
        self.warnings = TagWarnings()
        self.targets: dict[str, NumberedTarget] = number_targets(document)

    def resolve(self, node: LexborNode) -> None:
        """Replace the element of a placeholder: by a link if it is a reference."""
        placeholder = self.placeholders.items[int(node.attributes[NUMBER_ATTRIBUTE] or 0)]
        if isinstance(placeholder.replacement, LabelReference):
            link = self.link(node, placeholder.replacement, placeholder.line)
            node.insert_before(link, move=True)
        discard(self.document, node)

    def link(self, node: LexborNode, reference: LabelReference, line: int) -> LexborNode:
        document, label = self.document, reference.label
        if label in self.placeholders.article_labels:
            return text_element(document, "span", reference.words or document.words.article)
        target = self.targets.get(label)
        if target is None:
            self.warnings.add(message("label-unknown", name=label, times=""), line)
            return quiet_text(
                document, reference.words or label, reference.words or self.kind_word(node, label)
            )
        text = reference.words or (target.number if follows_kind_word(node) else target.text)
        if not target.id or is_in_link(node):
            return text_element(document, "span", text)
        link = text_element(document, "a", text)
        link.attrs["href"] = f"#{target.id}"
        return link

    def kind_word(self, node: LexborNode, label: str) -> str:
        """What an unknown label names, unless the author's own word is before it."""
        kind = LABEL_KINDS.get(KIND_END.split(label)[0].lower(), "section")
        return "" if follows_kind_word(node) else self.document.words.kinds[kind]

    def resolve_captions(self) -> None:
        """Alternative texts, and captions made of them, which cannot contain a link."""
        for image in self.document.body.css("img[alt]"):
            alt = image.attributes["alt"] or ""
            if self.placeholders.token in alt:
                image.attrs["alt"] = self.as_text(alt)
        for caption in self.document.body.css("figcaption, span.broken"):
            for node in list(caption.traverse(include_text=True)):
                if node.tag != "-text":
                    continue
                if self.placeholders.token in (text := node.text_content or ""):
                    node.replace_with(self.as_text(text))

    def as_text(self, text: str) -> str:
        """`text` with the texts of references in place of their words."""

        def replacement(match: re.Match[str]) -> str:
            placeholder = self.placeholders.get(match)
            if isinstance(reference := placeholder.replacement, LabelReference):
                target = self.targets.get(reference.label)
                return reference.words or (target.text if target else reference.label)
            return placeholder.raw

        return self.placeholders.pattern.sub(replacement, text)


def follows_kind_word(node: LexborNode) -> bool:
    before = node.prev
    return (
        before is not None
        and before.tag == "-text"
        and KIND_WORD.search(before.text()[-20:]) is not None
    )


def is_in_link(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.tag != "a":
        parent = parent.parent
    return parent is not None


def text_element(document: Document, tag: str, text: str) -> LexborNode:
    node = create_element(document, tag)
    node.insert_child(text)
    return node
