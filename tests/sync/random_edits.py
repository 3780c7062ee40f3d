"""Random edits of a folder and of its site, each with a word of its own by which it is found."""

import random
import re
from itertools import count
from pathlib import Path

from articles.models import Article
from desk.models import Draft, Revision
from sync.models import SyncedFile
from tests.sync.conftest import KeptFolder

WORD = re.compile(r"word\d+")
PLACES = ("", "", "sub/", "笔记/")


class RandomEdits:
    """`files()` and `desk()` make one edit of that side. `words` are all that were ever written."""

    def __init__(self, kept: KeptFolder, seed: int) -> None:
        self.kept = kept
        self.random = random.Random(seed)
        self.numbers = count(1)
        self.words: set[str] = set()
        self.private: set[str] = set()
        self.log: list[str] = []

    def word(self) -> str:
        word = f"word{next(self.numbers)}"
        self.words.add(word)
        return word

    # One side

    def files(self) -> None:
        notes = self.notes()
        edits = [self.edit_file] * 6 + [self.add_file, self.delete_file, self.rename_file]
        edits += [self.tag_file] * 2
        edit = self.random.choice(edits if len(notes) > 3 else [self.add_file])
        edit()

    def desk(self) -> None:
        articles = self.articles()
        edits = [self.edit_article] * 6 + [self.add_article, self.trash_article]
        edits += [self.retitle_article] * 2
        edit = self.random.choice(edits if len(articles) > 3 else [self.add_article])
        edit()

    def both(self) -> None:
        """Edit the last words of the same text on both sides."""
        rows = SyncedFile.objects.filter(article__in=Article.objects.kept()).order_by("pk")
        present = [row for row in rows if (self.kept.root / row.name).is_file()]
        if not present:
            return
        row = self.random.choice(present)
        article = Article.objects.get(pk=row.article_id)
        body = Draft.objects.with_revisions().get(pk=article.pk).head.content.body
        self.kept.edit(article, body=f"{body.rstrip()} {self.word()}\n")
        path = self.kept.root / row.name
        path.write_bytes(f"{path.read_bytes().decode().rstrip()} {self.word()}\n".encode())
        self.log.append(f"both {row.name}")

    def notes(self) -> list[Path]:
        return sorted(
            path
            for path in self.kept.root.rglob("*.md")
            if not any(part.startswith(".") for part in path.relative_to(self.kept.root).parts)
        )

    def articles(self) -> list[Article]:
        return list(Article.objects.kept().order_by("pk"))

    def add_file(self) -> None:
        number = len(self.words)
        name = f"{self.random.choice(PLACES)}note-{number}.md"
        words = [self.word() for _line in range(self.random.randint(2, 7))]
        is_private = self.random.random() < 0.3
        draft = "draft: true\n" if is_private else ""
        if is_private:
            self.private.add(words[0])
        lines = "\n\n".join(f"Line of {word}, 一行。" for word in words)
        end = self.random.choice(("\n", "\r\n"))
        text = f"---\ntitle: Note {number}\ndate: 2024-01-02\n{draft}---\n\n{lines}\n"
        self.log.append(f"add {name}")
        self.kept.write(name, text.replace("\n", end))

    def edit_file(self) -> None:
        path = self.random.choice(self.notes())
        self.log.append(f"edit {path.name}")
        path.write_bytes(self.edited(path.read_bytes().decode(), after="---").encode())

    def tag_file(self) -> None:
        path = self.random.choice(self.notes())
        text = path.read_bytes().decode()
        tags = f"tags: [tag-{self.random.randint(1, 4)}]"
        kept = re.sub(r"^tags:.*(\n- .*)*\n?", "", text, flags=re.MULTILINE)
        end = "\r\n" if "\r\n" in text else "\n"
        self.log.append(f"tag {path.name}")
        path.write_bytes(kept.replace(f"---{end}", f"---{end}{tags}{end}", 1).encode())

    def delete_file(self) -> None:
        path = self.random.choice(self.notes())
        self.words -= set(WORD.findall(path.read_bytes().decode())) - self.words_on_site()
        self.log.append(f"delete {path.name}")
        path.unlink()

    def rename_file(self) -> None:
        path = self.random.choice(self.notes())
        new = self.kept.root / f"{self.random.choice(PLACES)}renamed-{len(self.log)}.md"
        new.parent.mkdir(exist_ok=True)
        self.log.append(f"rename {path.name} {new.name}")
        path.rename(new)

    def add_article(self) -> None:
        word = self.word()
        status = self.random.choice(("draft", "published"))
        if status == "draft":
            self.private.add(word)
        article = Article(author=self.kept.author, title=f"Of {word}", status=status)
        article.body = f"Begun with {word}.\n\nSecond line.\n"
        article.save()
        self.log.append(f"new article {article.pk}")

    def edit_article(self) -> None:
        article = self.random.choice(self.articles())
        body = Draft.objects.with_revisions().get(pk=article.pk).head.content.body
        self.log.append(f"edit article {article.pk}")
        self.kept.edit(article, body=self.edited(body))

    def retitle_article(self) -> None:
        article = self.random.choice(self.articles())
        self.log.append(f"title of article {article.pk}")
        self.kept.edit(article, title=f"Titled {self.word()}")

    def trash_article(self) -> None:
        article = self.random.choice(self.articles())
        self.log.append(f"trash article {article.pk}")
        article.move_to_trash(self.kept.author)

    def edited(self, text: str, after: str = "") -> str:
        """The text with a line added, changed or moved; no line before the last `after` is."""
        end = "\r\n" if "\r\n" in text else "\n"
        head, mark, body = text.rpartition(f"{after}{end}") if after else ("", "", text)
        lines = body.split(end)
        at = self.random.randrange(max(1, len(lines)))
        if self.random.random() < 0.5:
            lines[at:at] = ["", f"Line of {self.word()}, 一行。", ""]
        else:
            lines[at] = f"{lines[at]} {self.word()}".strip()
        return head + mark + end.join(lines)

    # What must hold

    def words_on_site(self) -> set[str]:
        texts = Revision.objects.with_texts()
        return {
            word
            for each in texts.iterator(chunk_size=500)
            for word in WORD.findall(f"{each.title} {each.text.text}")
        }

    def words_in_files(self) -> set[str]:
        files = [path for path in self.kept.root.rglob("*") if path.is_file()]
        return {word for path in files for word in WORD.findall(path.read_bytes().decode())}

    def lost_words(self) -> set[str]:
        return self.words - self.words_on_site() - self.words_in_files()

    def published_secrets(self) -> list[str]:
        return [
            article.title
            for article in Article.objects.exclude(status="draft")
            if self.private & set(WORD.findall(article.body))
        ]
