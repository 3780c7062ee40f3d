"""Removing a person without losing what they wrote.

belongings.py      what a person has, in numbers
person_removal.py  the verbs: hand everything over, or keep the name alone
removal_form.py    the choice of an administrator
removal_page.py    the page of the admin, which also refuses to delete several people at once
"""
