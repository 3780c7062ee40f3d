"""What an author enters for an article beside its title and text: reading and showing it.

`DetailsForm` in form.py reads what was sent, and returns what it changes of the metadata.
"""
