"""Django's settings, from the places of this office.

Nothing has to be set: what is not named has a safe value. They read where the office is, and make
nothing: an office is made when it is first started.
"""

from __future__ import annotations

import base64
import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from goodoffices.office.reminders.mail_server import mail_server_from
from goodoffices.office.sealing.keys import derived
from goodoffices.office.sealing.places import opening_key as _opening_key
from goodoffices.office.sealing.places import places_from
from goodoffices.report import languages

ROOM = Path(__file__).parent
PLACES = places_from(os.environ)
OPENING_KEY, KEY_PLACE = _opening_key(PLACES, os.environ)
SECRET_KEY = base64.b64encode(derived(OPENING_KEY, "sessions")).decode()
DEBUG = False

_url = urlsplit(PLACES.url)
IS_HTTPS = _url.scheme == "https"
IS_DEMONSTRATION = bool(os.environ.get("GOODOFFICES_DEMONSTRATION"))
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *([_url.hostname] if _url.hostname else [])]
CSRF_TRUSTED_ORIGINS = [f"{_url.scheme}://{_url.netloc}"] if _url.netloc else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
# Nothing goes to another site; links that carry a right are answered with no-referrer. (With
# no-referrer everywhere browsers hide the origin of forms.)
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "goodoffices.office.pages.faults.form_not_ours"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_ENGINE = "goodoffices.office.access.sessions"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "office", "form"

INSTALLED_APPS = [
    "goodoffices.office.apps.OfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "goodoffices.office.middleware.QuietHeaders",
    "goodoffices.office.middleware.BoundedBodies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "goodoffices.office.middleware.OwnLanguage",
    "goodoffices.office.middleware.OneAtATime",
    "goodoffices.office.middleware.OwnClock",
    "django.contrib.messages.middleware.MessageMiddleware",
    "goodoffices.office.pages.shown_pages.ShownPages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
#: Acts of one side that the office does in an hour.
MOST_ACTS_AN_HOUR = int(os.environ.get("GOODOFFICES_ACTS_AN_HOUR") or 300)
#: By which reminders go; None: there are none.
MAIL_SERVER = mail_server_from(os.environ)
#: Whether the answer to a form gets an address of its own (`shown_pages`).
SHOWS_PAGES_APART = True
ROOT_URLCONF = "goodoffices.office.urls"
WSGI_APPLICATION = "goodoffices.office.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOM / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "goodoffices.office.templatetags.office",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "goodoffices.office.middleware.of_this_office",
            ],
        },
    }
]
# Fields are drawn by the office's own templates where it has one (`templates/django/forms`).
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

if PLACES.database:
    _address = urlsplit(PLACES.database)
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(_address.path.lstrip("/")),
            "USER": unquote(_address.username or ""),
            "PASSWORD": unquote(_address.password or ""),
            "HOST": unquote(_address.hostname or ""),
            "PORT": str(_address.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    }
    if _address.query.startswith("host="):
        DATABASES["default"]["HOST"] = unquote(_address.query.removeprefix("host="))
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": PLACES.sqlite_file,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                # FULL: what was acknowledged survives a loss of power, too. secure_delete: what is
                # deleted is overwritten.
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; "
                    "PRAGMA busy_timeout=5000; PRAGMA secure_delete=ON"
                ),
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Large enough that nobody drives out what is remembered of others (limits, used codes) by trying
# many names.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 500_000},
    }
}

AUTH_USER_MODEL = "office.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["sign_in_name", "name"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "goodoffices.office.access.passwords.NotGuessable"},
]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "cases", "account_login"
ACCOUNT_FORMS = {
    "change_password": "goodoffices.office.access.sign_in.ChangePassPhrase",
    "login": "goodoffices.office.access.sign_in.SignIn",
}
ACCOUNT_ADAPTER = "goodoffices.office.access.sign_in.ByInvitation"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in_name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = False
# Wrong passwords count by address and name together (`sign_in`): by name alone anybody could keep a
# person out, by address alone everybody behind it. Codes of an authenticator count by account: who
# is asked for one has given the right password.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "10/m/key,100/m/ip",
    "code": "20/h/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "invitation": "20/m/ip",
    "unlock": "6/m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
MFA_FORMS = {
    "activate_totp": "goodoffices.office.access.sign_in.ActivateAuthenticator",
    "authenticate": "goodoffices.office.access.sign_in.AskForCode",
}
MFA_ADAPTER = "goodoffices.office.access.sign_in.SealedAuthenticators"

LANGUAGE_CODE = "en"
LANGUAGES = list(languages.LANGUAGES.items())
LOCALE_PATHS = [languages.LOCALES]
LANGUAGE_COOKIE_NAME, LANGUAGE_COOKIE_SECURE = "language", IS_HTTPS
LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE = True, "Lax"
USE_TZ, TIME_ZONE = True, "UTC"
STATIC_URL = "static/"
STATICFILES_DIRS = [("report", ROOM.parent / "report/templates")]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Uploads stay in memory: nothing of a party's touches a disk unsealed.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
MOST_BODY_BYTES = 4_000_000
#: What is sent to the drawer may be larger.
MOST_BYTES_OF_FILES = 12_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE, FILE_UPLOAD_MAX_MEMORY_SIZE = MOST_BODY_BYTES, MOST_BYTES_OF_FILES
DATA_UPLOAD_MAX_NUMBER_FIELDS, DATA_UPLOAD_MAX_NUMBER_FILES = 200, 20
PASSWORD_HASHERS = ["goodoffices.office.access.passwords.CostlyGuesses"]
# Nothing of a request goes into a log but its kind and code.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"goodoffices": {"handlers": ["console"], "level": "INFO"}},
    "root": {"handlers": [], "level": "CRITICAL"},
}
SILENCED_SYSTEM_CHECKS = ["mfa.W001"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
