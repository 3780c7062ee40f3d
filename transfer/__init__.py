"""The way in: files that other programs wrote become articles.

`importer.import_folder` is the door; the other modules each know one part of a file.
"""
