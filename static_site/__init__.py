"""The public site as files for any static host (docs/static.md).

There is no second way to make a page: Django answers as it answers a visitor without cookies, and
the addresses in the answer are replaced. Templates ask `is_static` for what needs a server. The
address of the site is a placeholder until then, so that no text of an author is taken for it. A
link that only a server could answer is no link.

static_export.py    the verb: writes what changed, deletes what is gone, and says what it did
static_options.py   where the files go, and at which address readers find them
static_addresses.py ENGINE: an address of the site -> a file, and how files refer to each other
rewriting.py        ENGINE: the addresses in a page or a feed become those of the static site
public_addresses.py which addresses the public site has
site_files.py       uploads, static files and pictures that pages name
building.py         one response of Django as it becomes a file
file_writer.py      writes pages, the files that they name, and texts for the search
writing_processes.py  does so in several processes at the same time
search_index/       the index that a browser searches
indexed_articles.py the articles for it
redirect_pages.py   former addresses: pages that lead on, and _redirects
host_files.py       _headers, .nojekyll
output_folder.py    the folder: what earlier runs wrote, and nothing else, is changed
command_line.py     the arguments of the command, and what it says
program_files.py    which version of the program made the files
written_files.py    what earlier runs wrote
file_server.py      a plain file server to look at the result
"""
