"""Signing in by accounts of other sites, where the settings name some: GitHub, OpenID Connect.

identity_links.py     who is connected with what, and how else they come in
identity_adapter.py   what django-allauth asks of this site: whom an account of another site is
github_provider.py    GitHub, of which little is stored
oidc_provider.py      OpenID Connect: discovery, keys, claims
id_token.py           checks what an OpenID provider has signed
identity_pages.py     leaving for the other site, and coming back
invited_identity.py   the page on which who is invited chooses a name
"""
