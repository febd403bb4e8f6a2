"""The one settings module; everything that differs between installations is in the environment."""

import os
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import available_timezones

from csp.constants import NONE, SELF

from pamong.config.environment import BadConfiguration, Environment

env = Environment(os.environ)
ROOT = Path(__file__).resolve().parent.parent
HOME = env.folder("PAMONG_HOME", "./var")
DEMO = env.switch("PAMONG_DEMO")
DEBUG = False

# ── Secrets. Without one `pamong serve` refuses to start (see config.checks); the demo has its own.
DEMO_SECRET = "demo-only-secret-that-no-real-installation-may-use-0000"  # noqa: S105
DEMO_NOTE_KEY = "ZGVtby1vbmx5LW5vdGUta2V5LW5vdC1mb3ItcmVhbCE="
SECRET_KEY = env.text("PAMONG_SECRET_KEY", DEMO_SECRET)
NOTE_KEYS = env.keys("PAMONG_NOTE_KEYS") or ([DEMO_NOTE_KEY] if DEMO else [])

# ── Address
_base = env.url("PAMONG_BASE_URL", ("http", "https"), "https://pamong.example.go.id", "http://localhost:8000")
BASE_URL = _base.geturl().rstrip("/")
SECURE = _base.scheme == "https"
ALLOWED_HOSTS = env.list("PAMONG_ALLOWED_HOSTS") or [_base.hostname or ""]
if DEMO:
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1", "[::1]"]
TRUSTED_PROXIES = env.number("PAMONG_TRUSTED_PROXIES", 0)
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_tasks_db",
    "axes",
    "csp",
    "pamong.audit",
    "pamong.people",
    "pamong.competency",
    "pamong.performance",
    "pamong.recommendation",
    "pamong.programme",
    "pamong.exchange",
    "pamong.web",
    "pamong.cli",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pamong.web.http.KeptNowhere",
    "pamong.web.http.DomainErrors",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "pamong.config.urls"
WSGI_APPLICATION = "pamong.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "pamong.web.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

# ── Database
DATABASES = {
    "default": env.database("PAMONG_DATABASE_URL", f"sqlite:///{HOME / 'pamong.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Writers wait for one another instead of failing; readers never wait.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;",
    }
else:
    # What is asked for often lies in memory or on a disk without a moving head; a number in the address's own
    # `options` stands before this one.
    options = DATABASES["default"].setdefault("OPTIONS", {})
    options["options"] = f"-c random_page_cost=1.1 {options.get('options', '')}".strip()
# How far long work is: written by the worker beside its transaction, read by the pages.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "progress": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(HOME / "progress"),
        "TIMEOUT": 3600,  # seconds
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# ── Signing in
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "pamong.people.signin.AccountBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/home/"
# Ten wrong passwords of one account from one address wait a quarter of an hour; nobody for ever.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_VERBOSE = False
AXES_IPWARE_PROXY_COUNT = TRUSTED_PROXIES or None
AXES_IPWARE_META_PRECEDENCE_ORDER = (
    ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"] if TRUSTED_PROXIES else ["REMOTE_ADDR"]
)

# ── Cookies and headers
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
# What a page says of somebody waits in the session here, not in a cookie of the browser.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # asked from inside, before the proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024

# ── Languages and time
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("PAMONG_TIME_ZONE", "Asia/Jakarta")
if TIME_ZONE not in available_timezones():
    raise BadConfiguration(f"PAMONG_TIME_ZONE is {TIME_ZONE!r}; expected a zone such as Asia/Makassar.")
LANGUAGE_COOKIE_NAME = "pamong_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SECURE

# ── Static files, served by us: compressed, named by content, far expiry
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_MAX_AGE = 365 * 24 * 60 * 60
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# ── Files that people hand in: never served as they lie, always by a page that knows who may
MEDIA_ROOT = HOME / "files"
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700

# ── Mail
DEFAULT_FROM_EMAIL = env.text("PAMONG_EMAIL_FROM", f"Pamong <pamong@{_base.hostname}>")
_mail = env.url("PAMONG_EMAIL_URL", ("smtp", "smtps"), "smtp://user:password@host:port")
if _mail.scheme:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or (465 if _mail.scheme == "smtps" else 587)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _mail.scheme == "smtp" and bool(_mail.username)
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = HOME / "mail"

# ── Busy times: hosts, addresses or networks they may be read from
ICS_HOSTS = frozenset(name.lower() for name in env.list("PAMONG_ICS_HOSTS"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
