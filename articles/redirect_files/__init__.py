"""Redirects in files: lists of old and new addresses in the forms that other systems read.

redirect_lines.py  one line of a file, whatever its form is
csv_lines.py       old,new
netlify_lines.py   _redirects of Netlify and Cloudflare
nginx_lines.py     map blocks, rewrite and return of nginx
redirect_forms.py  which of them a file is, and its lines
planning.py        what importing them would do, and doing it
exporting.py       the redirects of this site in the same forms
"""
