"""One settings file. What differs by place comes from the environment.

Without `DATABASE_URL` this is a local copy: embedded SQLite below `CARE_ENGAGE_HOME`, plain HTTP on the
loopback address. With it, everything that production needs is required, and asked for in one sentence.
"""

import base64
import os
import secrets
import sys
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("CARE_ENGAGE_HOME", BASE_DIR / ".local"))
TESTING = "pytest" in sys.modules
DEBUG = os.environ.get("DEBUG") == "1"
PRODUCTION = "DATABASE_URL" in os.environ and not (TESTING or DEBUG)


def local_secret_key():
    """A key of this copy's own, readable by its owner only; kept, so that a restart logs nobody out."""
    path = HOME / "secret_key"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    if PRODUCTION:
        raise ImproperlyConfigured("Set SECRET_KEY in the environment to a long random text.")
    SECRET_KEY = local_secret_key()


def local_keys():
    """A file of keys for confidential text, apart from SECRET_KEY; `rotate_keys` puts new ones in it."""
    path = HOME / "keys"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode() + "\n")
    return str(path.absolute())


CARE_ENGAGE_KEYS = os.environ.get("CARE_ENGAGE_KEYS", "")
if not CARE_ENGAGE_KEYS:
    if PRODUCTION:
        raise ImproperlyConfigured(
            "Set CARE_ENGAGE_KEYS in the environment: 32 random bytes in base64, or a file of them."
        )
    CARE_ENGAGE_KEYS = local_keys()

ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if PRODUCTION]

INSTALLED_APPS = [
    "care_engage.apps.SuperuserAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "simple_history",
    "care_engage.apps.CareEngageConfig",
    "care_engage.kit",
    "care_engage.trail",
    "care_engage.accounts",
    "care_engage.dashboard",
    "care_engage.exchange",
    "groups",
    "programs",
    "referrals",
]

MIDDLEWARE = [
    "care_engage.kit.tracing.numbered",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "care_engage.kit.frame.framed",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "care_engage.accounts.middleware.LogInMiddleware",
    "care_engage.accounts.middleware.person_language",
    "care_engage.accounts.middleware.Doorkeeper",
    "care_engage.accounts.gate.ViewAs",
    "care_engage.accounts.gate.Matrix",
    "care_engage.accounts.watching.Watch",
    "care_engage.kit.unreadable.KeyMissingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "care_engage.urls"
WSGI_APPLICATION = "care_engage.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "care_engage.kit.templatetags.kit",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{HOME / 'care_engage.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Without these three, two people who save at once get "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["care_engage.accounts.backends.EmailBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "care_engage.accounts.passwords.GuessedFirstValidator"},
]
LOGIN_URL = "log_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "log_in"

ACCOUNT_ADAPTER = "care_engage.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "care_engage.accounts.forms.LogInForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation reached the person, or there would be no password
ACCOUNT_SESSION_REMEMBER = True  # the session's own end is in accounts/sessions.py
# Wrong passwords are counted by accounts/lockout.py, never by address alone; these are wrong codes.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key", "reauthenticate": "20/m/user"}
MFA_ADAPTER = "care_engage.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True

SECOND_STEP_WAIVED = os.environ.get("CARE_ENGAGE_WAIVE_SECOND_STEP") == "1"
if SECOND_STEP_WAIVED and "DATABASE_URL" in os.environ:
    raise ImproperlyConfigured(
        "CARE_ENGAGE_WAIVE_SECOND_STEP is for the demo on this machine alone: take it out of the environment."
    )

GUARD_KNOWN_NAMES = "groups.known.known_names"
FACTS_CHANGED = "programs.auditing.facts_changed"
DEFAULT_EXCEPTION_REPORTER_FILTER = "care_engage.kit.reports.NothingTyped"

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("ar", _("Arabic")),
    ("pt", _("Portuguese")),
]
LOCALE_PATHS = [BASE_DIR / "care_engage" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "care_engage.kit.static.WantedAppFilesFinder",
    "care_engage.kit.joined.JoinedFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "care_engage.kit.static.StaticStorage"
    },
}

# Shared by all processes without another service; read at log-ins with a code, not by pages.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "care_engage_cache"}
}

EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", EMAIL_HOST_USER or "care_engage@localhost")
SENDS_MAIL = bool(EMAIL_HOST)
ADDRESS = os.environ.get(
    "CARE_ENGAGE_ADDRESS", f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else "http://127.0.0.1:8000"
).rstrip("/")  # where letters lead to: no request tells

MESSAGE_STORAGE = "care_engage.kit.frame.Messages"
SESSION_ENGINE = "care_engage.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60  # from the log-in, however often it is used
SESSION_ANONYMOUS_AGE = 15 * 60  # between the password and the code
IDLE_SECONDS = 10 * 60  # after which confidential pages ask for the password
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
HOST_PREFIX = "__Host-" if PRODUCTION else ""  # which browsers take over HTTPS only
SESSION_COOKIE_NAME = f"{HOST_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{HOST_PREFIX}csrftoken"
KNOWN_COOKIE_NAME = f"{HOST_PREFIX}known"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
# Not "no-referrer": browsers then send "Origin: null" with forms, which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap draws its check marks from data: images
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
LARGEST_BODY = 12 * 1024 * 1024  # bytes, files included; held before any of it is read
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_BODY
DATA_UPLOAD_MAX_NUMBER_FILES = 5
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"number": {"()": "care_engage.kit.tracing.NumberFilter"}},
    "formatters": {
        "quiet": {
            "()": "care_engage.kit.tracing.QuietFormatter",
            "format": "{asctime} {levelname} [{number}] {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["number"], "formatter": "quiet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "care_engage.requests": {"level": "INFO" if PRODUCTION else "ERROR"},
        "care_engage.entrance": {"level": "INFO" if PRODUCTION else "ERROR"},
        # Django's own handlers write what was asked for, and mail tracebacks: one line of ours is enough.
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
