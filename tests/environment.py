"""The environment the tests run in; loaded by pytest before Django's settings are read."""

import os

os.environ.setdefault("SECRET_KEY", "a key for tests alone, known to everyone who reads this file")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("HTTPS", "false")
