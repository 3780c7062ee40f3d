"""What a person does with an article: the verbs of the desk.

Each verb that changes a text takes `base`, the id of the revision that the person saw. It compares
it with the newest one and appends its own in one transaction. If another revision came first, it
returns `Stale`, and both texts are in the history. Verbs do not check permissions: their callers
ask articles/access.py.
"""
