#!/usr/bin/env python
"""Django's command line for Målbar."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    # A demonstration is run in DEBUG, unless this machine is set up for something real.
    if sys.argv[1:2] == ["demo"] and not {"SECRET_KEY", "DATABASE_URL"} & os.environ.keys():
        os.environ.setdefault("DEBUG", "true")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # The words say what to set; a traceback would only hide them.
        sys.exit(f"Målbar cannot start. {error}")
