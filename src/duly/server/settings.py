"""How does an installation differ from another? By its environment; every default is a safe one.

| variable | meaning | default |
|---|---|---|
| DULY_HOME | folder of the database, uploads and keys | `duly-home` below the working folder |
| DATABASE_URL | `postgresql://user:password@host/name` or `sqlite:///file` | SQLite in DULY_HOME |
| DULY_HOSTS | host names we answer to, by commas | `localhost,127.0.0.1` |
| DULY_ORIGINS | addresses forms may come from, by commas | those of the hosts |
| DULY_HTTPS | `1` behind a proxy that speaks TLS: secure cookies, HSTS | `0` |
| DULY_TIME_ZONE | decides which business day it is | `Europe/Berlin` |
| DULY_SECRET_KEY | signs sessions | made once, kept in DULY_HOME |
| DULY_FIELD_KEYS | seal secret fields, newest first, by commas | made once, kept in DULY_HOME |
| DULY_MAIL | `smtp://user:password@host:port`, or nothing: mail is printed | nothing |
| DULY_WATCHED_FOLDER | folder whose files the worker imports by itself | nothing: none is watched |
"""

from __future__ import annotations

import os
from pathlib import Path

from duly.server.environment import (
    database,
    key_file,
    listed,
    mail_settings,
    named_folder,
    switched_on,
)

HOME = Path(os.environ.get("DULY_HOME", "duly-home")).absolute()
SECRET_KEY = os.environ.get("DULY_SECRET_KEY") or key_file(HOME / "secret-key")
# Without keys in the environment they stand in a file, one a line; `platform/secrets.py` reads it.
FIELD_KEYS = listed(os.environ.get("DULY_FIELD_KEYS", ""))
FIELD_KEY_FILE = HOME / "field-key"
DEBUG = False
HTTPS = switched_on(os.environ.get("DULY_HTTPS", "0"))
ALLOWED_HOSTS = listed(os.environ.get("DULY_HOSTS", "localhost,127.0.0.1,[::1]"))
CSRF_TRUSTED_ORIGINS = listed(os.environ.get("DULY_ORIGINS", ""))
UPLOADS = HOME / "uploads"
LARGEST_UPLOAD_BYTES = 2 * 1024**3
WATCHED_FOLDER = named_folder(os.environ.get("DULY_WATCHED_FOLDER", ""))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "duly.server.platform",
    "duly.server.ledger",
    "duly.server.portfolio",
    "duly.server.credit",
    "duly.server.collecting",
    "duly.server.web",
    "duly.server.api",
]

MIDDLEWARE = [
    "duly.server.platform.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "duly.server.platform.language.OwnLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "duly.server.urls"
WSGI_APPLICATION = "duly.server.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "web" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "duly.server.web.frame.frame",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), HOME)}
# Never ATOMIC_REQUESTS: on SQLite every read would take the write lock. Services open their own.
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "platform_cache",
    }
}

AUTH_USER_MODEL = "platform.User"
AUTHENTICATION_BACKENDS = ["duly.server.platform.sign_in.SameWork"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "duly.server.platform.sign_in.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/ip,5/5m/key"}
# Behind a proxy every call comes from its address; the limits count whom the proxy names instead.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
MFA_ADAPTER = "duly.server.platform.second_factor.SealedFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Duly"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("de", "Deutsch"), ("es", "Español")]
LOCALE_PATHS = [Path(__file__).parent / "web" / "locale"]
TIME_ZONE = os.environ.get("DULY_TIME_ZONE", "Europe/Berlin")
USE_I18N = True
USE_TZ = True
# Grouped digits would also appear in links; amounts have filters of their own.
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024**2
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024**2
FILE_UPLOAD_PERMISSIONS = 0o600

SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REDIRECT_EXEMPT = [r"^health$", r"^ready$"]
X_FRAME_OPTIONS = "DENY"

globals().update(mail_settings(os.environ.get("DULY_MAIL", "")))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "duly.server.platform.logs.WithoutSecrets"}},
    "formatters": {"lines": {"()": "duly.server.platform.logs.JsonLines"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "lines",
            "filters": ["secrets"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"duly": {"level": "INFO"}},
}
