"""How a person gets in, for administrators: sessions, second factor, invitations they sent.

person_access.py  what the page shows, and taking away the second factor
access_pages.py   the page in the admin, and the forms that it sends
"""
