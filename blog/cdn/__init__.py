"""A CDN in front of the site: surrogate keys of pages, and purging after a change."""
