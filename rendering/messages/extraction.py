"""Marks sentences for xgettext, which collects what is to be translated."""


def gettext_noop(sentence: str) -> str:
    return sentence
