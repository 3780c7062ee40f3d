"""What ends a command with one clear message."""


class Refusal(Exception):
    """Says what is wrong, and what to do."""
