"""Keeps the blocks of a GIF that decide about its pixels and its pace (GIF89a)."""

EXTENSION, IMAGE, TRAILER = 0x21, 0x2C, 0x3B
CONTROL, APPLICATION = 0xF9, 0xFF
LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def clean_gif(content: bytes) -> bytes:
    at = 13 + table_size(content[10])
    kept = [content[:at]]
    while content[at] != TRAILER:
        end = end_of_block(content, at)
        if is_block_kept(content, at):
            kept.append(content[at:end])
        at = end
    return b"".join(kept) + b";"


def table_size(packed: int) -> int:
    """The bytes of a table of colours, whose flag and size are in a packed field."""
    return 3 << (packed & 7) + 1 if packed & 0x80 else 0


def is_block_kept(content: bytes, at: int) -> bool:
    if content[at] == IMAGE:
        return True
    label = content[at + 1]
    return label == CONTROL or (label == APPLICATION and content[at + 3 : at + 14] in LOOPS)


def end_of_block(content: bytes, at: int) -> int:
    if content[at] == EXTENSION:
        return end_of_data(content, at + 2)
    if content[at] == IMAGE:
        return end_of_data(content, at + 11 + table_size(content[at + 9]))
    raise ValueError("no block")


def end_of_data(content: bytes, at: int) -> int:
    """Behind parts of at most 255 bytes, of which the last is empty."""
    while size := content[at]:
        at += 1 + size
    return at + 1
