"""Roles: what each kind of author may do.

role_table.py   the one table, by permissions of Django
role_groups.py  Django's groups follow the table, and keep what an owner changed in them
duties.py       what people do, in words, and who may: the matrix of the documentation
"""
