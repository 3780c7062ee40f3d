"""Steps for parts of a page: headings, footnotes, tabs, callouts, figures, task lists."""
