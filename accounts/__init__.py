"""Signing in.

throttle.py   how often a password may be tried
models.py     what is counted for it, for all processes
"""
