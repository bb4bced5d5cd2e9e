"""Every setting, read from the environment once. The only place, with urls, that knows all rooms.

``STAFET_…`` variables override; without any, a private database in ``./var`` and safe defaults for one machine.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from stafet.config.secrets import load_secrets
from stafet.kernel.reach import refuse_from_outside, ways_from_outside
from stafet.postgres import api as postgres

PACKAGE = Path(__file__).resolve().parent.parent
HOME = postgres.state_folder(os.environ)
STAFET_HOME = HOME
SECRETS = load_secrets(HOME, os.environ)

DEBUG = False
SECRET_KEY = SECRETS.session_key
STAFET_CONTEXT_KEY = SECRETS.context_key
STAFET_NUMBER_KEY = SECRETS.number_key
STAFET_SEAL_KEY = SECRETS.seal_key
# What was deleted when its time was up, outside the database, so that no backup brings it back.
STAFET_JOURNAL = Path(os.environ.get("STAFET_JOURNAL") or HOME / "deletions.jsonl")

ALLOWED_HOSTS = os.environ.get("STAFET_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
_HTTPS = os.environ.get("STAFET_HTTPS", "") == "1"
STAFET_ADDRESS = os.environ.get("STAFET_ADDRESS", "http://localhost:8000")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "template_partials",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "stafet.audit",
    "stafet.messages",
    "stafet.organisations",
    "stafet.access",
    "stafet.sessions",
    "stafet.accounts",
    "stafet.people",
    "stafet.pathways",
    "stafet.responsibility",
    "stafet.duplicates",
    "stafet.registers",
    "stafet.partnerships",
    "stafet.careerplans",
    "stafet.languages",
    "stafet.othercases",
    "stafet.progress",
    "stafet.rechoice",
    "stafet.placements",
    "stafet.schoolweeks",
    "stafet.followup",
    "stafet.conversations",
    "stafet.offers",
    "stafet.attachment",
    "stafet.outreach",
    "stafet.protection",
    "stafet.offsystem",
    "stafet.emergency",
    "stafet.logcontrol",
    "stafet.catalogue",
    "stafet.classcourses",
    "stafet.practicalcourses",
    "stafet.groundwork",
    "stafet.materials",
    "stafet.programme",
    "stafet.planwork",
    "stafet.matchmaking",
    "stafet.placementfigures",
    "stafet.watch",
    "stafet.overview",
    "stafet.own",
    "stafet.reminders",
    "stafet.events",
    "stafet.introcourses",
    "stafet.retention",
    "stafet.operation",
    "stafet.integrations",
    "stafet.demo",
    "stafet.web",
    "stafet.cli",
]

MIDDLEWARE = [
    "stafet.web.log_lines.LogLinesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "stafet.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "stafet.web.gatekeeper.GatekeeperMiddleware",
]

ROOT_URLCONF = "stafet.config.urls"
WSGI_APPLICATION = "stafet.config.wsgi.application"
APPEND_SLASH = True

_TEMPLATE_OPTIONS: dict[str, Any] = {
    "context_processors": [
        "django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
        "django.template.context_processors.i18n",
        "stafet.web.shell.shell",
    ],
}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": _TEMPLATE_OPTIONS,
    }
]

FORM_RENDERER = "stafet.web.components.forms.StafetRenderer"
CSRF_FAILURE_VIEW = "stafet.web.errors.form_expired"

_URLS = postgres.connection_settings(HOME, os.environ)
STAFET_ROLES = _URLS.roles


def _database(dsn: str) -> dict[str, Any]:
    """One alias: a role of the one database, over connections that are kept and checked."""
    parts = postgres.connection_parts(dsn)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.database,
        "USER": parts.user,
        "PASSWORD": parts.password,
        "HOST": parts.host,
        "PORT": parts.port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {**parts.options, "prepare_threshold": None},
    }


DATABASES = {
    "default": _database(_URLS.app),
    "owner": _database(_URLS.owner),
    "job": _database(_URLS.job),
    "audit": _database(_URLS.audit),
}
DATABASE_ROUTERS = ["stafet.audit.connections.ScopedRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
# What a session may have been begun by. A password alone is enough only for a demonstration on this machine.
STAFET_PASSWORD_ONLY = os.environ.get("STAFET_PASSWORD_ONLY", "") == "1"
if STAFET_PASSWORD_ONLY:
    refuse_from_outside(ways_from_outside(hosts=ALLOWED_HOSTS, address=STAFET_ADDRESS, https=_HTTPS))
AUTHENTICATION_BACKENDS = [
    "stafet.web.ways_in.TwoFactors",
    "stafet.web.ways_in.Service",
    "stafet.web.ways_in.OneFactor",
    *(["stafet.web.ways_in.PasswordOnly"] if STAFET_PASSWORD_ONLY else []),
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
# Of the library only the two protocols are used; its accounts, pages and tables are not.
SOCIALACCOUNT_ADAPTER = "stafet.web.outside.adapter.Adapter"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if _HTTPS else "http"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "stafet.web.passwords.EasilyGuessed"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
]
LOGIN_URL = "/log-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/log-in/"

SESSION_ENGINE = "stafet.web.session_store"
SESSION_COOKIE_NAME = "__Host-stafet" if _HTTPS else "stafet"
SESSION_COOKIE_AGE = 10 * 60 * 60  # the room of sessions judges; the cookie need not outlive it
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_NAME = "__Host-stafet-form" if _HTTPS else "stafet-form"
CSRF_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_HTTPONLY = True
# The web server in front ends TLS and must set this header itself, whatever a browser sends.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "en"
LANGUAGES = [("da", "dansk"), ("sv", "svenska"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = os.environ.get("STAFET_FIND_STATIC", "") == "1"

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 * 1024 * 1024
STAFET_LARGEST_UPLOAD = 50 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "stafet.web.loads_receiving.LargestUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Without a way for mail to leave, messages lie in the state folder, where whoever tries Stafet can read them.
EMAIL_BACKEND = os.environ.get("STAFET_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = HOME / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("STAFET_EMAIL_FROM", "stafet@localhost")
EMAIL_HOST = os.environ.get("STAFET_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("STAFET_EMAIL_PORT") or "25")
EMAIL_HOST_USER = os.environ.get("STAFET_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("STAFET_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("STAFET_EMAIL_TLS", "") == "1"
EMAIL_TIMEOUT = 20

PGHISTORY_APPEND_ONLY = False
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_DATABASE_ALIAS = "job"

# As lines of JSON for whatever gathers logs, or as words for a person; neither ever holds a value about anybody.
_LOG = os.environ.get("STAFET_LOG") or "text"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "stafet.operation.logs.JsonLines"},
        "text": {"()": "stafet.operation.logs.PlainLines"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json" if _LOG == "json" else "text"}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "stafet": {"level": "INFO"},
        "stafet.requests": {"level": "INFO" if _LOG == "json" else "WARNING"},
        "django.request": {"level": "ERROR"},
        # The framework's own way to the terminal shows what an error said.
        "django": {"handlers": [], "propagate": True},
    },
}
