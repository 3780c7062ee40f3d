"""Who comes in: signing in by passwords, codes and passkeys, and one's own account.

sign_in_throttle.py  limits how often secrets may be tried
models.py            the counters, shared by all processes
middleware.py        around requests to the desk and the admin
lazy_views.py        views that are imported when somebody opens them
"""
