"""The parts of a page: headings, footnotes, tabs, callouts, figures."""
