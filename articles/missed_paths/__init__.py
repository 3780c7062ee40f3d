"""Addresses that readers asked for and did not find.

noticing.py        notes requests that were answered with 404, and stores them now and then
likely_targets.py  what a path may have been
"""
