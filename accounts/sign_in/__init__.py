"""Signing in: the page, its forms, and what django-allauth asks of this site."""
