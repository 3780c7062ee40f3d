"""Signing in: limits how often passwords may be tried.

sign_in_throttle.py  the decorator of the sign-in view
models.py            the counters, shared by all processes
"""
