"""Measure how the time of pages grows with the number of articles."""

SAME = "the same work at any size"
