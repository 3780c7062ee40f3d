"""Imports Markdown files of other systems as articles and pages; converts between dialects.

The entry point is `importer.import_folder`.

plan.py            decides which file becomes which article, before any is written
article_store.py   writes articles and pages
report.py          the result of an import
reading/           one file: front matter, title, prose, visibility
sites/             what each system says of a file: article, old addresses, language, pictures
notebooks/         notebooks of Jupyter as Markdown
links/             targets of links, and the files that are copied
convert/           Python-Markdown to CommonMark, source to source
"""
