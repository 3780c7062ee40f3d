#!/usr/bin/env python
"""Django's command line."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blog.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import Error

    from blog.connection_problems import connection_problem
    from blog.data_settings import use_single_connections

    use_single_connections()
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except Error as error:
        problem = connection_problem(error, settings.DATABASES["default"])
        if not problem or "--traceback" in sys.argv:
            raise
        sys.exit(problem)
