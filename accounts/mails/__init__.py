"""Mails about accounts. Without a mail server none is sent, and administrators get the links.

letters.py         their texts
account_links.py   what they link to: addresses that only the site can make
posting.py         writing and sending them, in a background task
"""
