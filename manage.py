#!/usr/bin/env python
"""Django's command line."""

import gc
import os
import sys

if __name__ == "__main__":
    # What is imported stays: looking for garbage in it took a tenth of the time of a start.
    gc.set_threshold(50_000, 20, 20)
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
