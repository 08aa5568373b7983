"""How does the server run under test? As installed, in a folder of its own, with weak hashes."""

import os
from tempfile import mkdtemp

os.environ["DULY_HOME"] = mkdtemp(prefix="duly-test-")
os.environ.setdefault("DULY_SECRET_KEY", "only-for-tests")

from duly.server.settings import *  # noqa: F403
from duly.server.settings import DATABASES, HOME

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in use: other threads and processes must find it. Nothing here outlives a crash.
    DATABASES["default"]["TEST"] = {"NAME": HOME / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
