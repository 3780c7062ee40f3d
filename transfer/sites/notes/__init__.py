"""Obsidian and Quartz."""
