"""Invitations: an administrator chooses address and role, who has the link makes the account.

invitation_rows.py   the table, the links, and taking an invitation
invitation_pages.py  the page of administrators, and that of who is invited
"""
