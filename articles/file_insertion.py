"""Where the Markdown of a file stands in a text that is sent with it, without a script."""

PLACE = "![]()"  # what the file takes the place of; otherwise it stands at the end


def with_markdown(text: str, markdown: str) -> str:
    if PLACE in text:
        return text.replace(PLACE, markdown, 1)
    return f"{text.rstrip()}\n\n{markdown}\n" if text.strip() else f"{markdown}\n"
