"""Users in the admin, with our page for removing one."""

from django.contrib import admin

from accounts.removal.removal_page import RemovalAdmin
from articles.models import User

admin.site.unregister(User)
admin.site.register(User, RemovalAdmin)
