"""Articles to read elsewhere: EPUB of one, of a series, a topic or all; PDF as printed."""
