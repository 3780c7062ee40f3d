"""The site as WordPress imports it: WXR 1.2 (WordPress eXtended RSS).

wxr_file.py    the file: authors, terms, items, attachments
wxr_items.py   one text or attachment
wp_content.py  the HTML of a text, in blocks of the block editor
wxr_xml.py     elements
"""
