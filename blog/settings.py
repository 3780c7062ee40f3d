"""Every setting of the site, in one file. docs/configure.md lists the variables it reads."""

import os
from pathlib import Path
from socket import gethostname

from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from dotenv import load_dotenv

from blog import environment, private, secret
from blog.hostnames import host_in
from blog.logs import needs_somebody
from blog.storage import nosniff

BASE = Path(__file__).resolve().parent.parent
load_dotenv(BASE / ".env")

# Where things are
DATA = environment.folder("LONGWAVE_DATA", str(BASE / "var"))
BUILD = BASE / "build"
THEME = DATA / "theme"  # templates and static files that stand before ours: docs/theming.md

# Safety
DEBUG = environment.flag("LONGWAVE_DEBUG")
SECRET_KEY = environment.text("LONGWAVE_SECRET_KEY") or secret.kept_in(DATA)
if len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("LONGWAVE_SECRET_KEY is too short: use at least 32 random signs.")

# The address of the site. Behind https everything that can be secure is.
SITE_URL = environment.web_address("LONGWAVE_URL")
HTTPS = SITE_URL.startswith("https://")
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = LOCAL_HOSTS + environment.hosts("LONGWAVE_HOSTS")
if SITE_URL:
    ALLOWED_HOSTS.append(host_in(SITE_URL))
    CSRF_TRUSTED_ORIGINS = [SITE_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# A proxy must set or remove this header itself: docs/deploy.md shows how.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# How many servers in front add the address that asked them to X-Forwarded-For.
PROXIES = environment.number("LONGWAVE_PROXIES", 1 if HTTPS else 0, most=9)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

# What runs
INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "articles.apps.AuthorsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "taggit",
    "articles",
    "accounts",
    "transfer",
    "operations",
]
MIDDLEWARE = [
    "blog.middleware.set_cache_control",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "blog.middleware.content_security_policy",
    "blog.middleware.prefetching",
    "blog.middleware.ConditionalGet",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "blog.outage.at_once",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.preferences.vary_by_choice",
    "articles.middleware.current_site",
]
ROOT_URLCONF = "blog.urls"
LOGIN_REDIRECT_URL = "admin:index"  # for a sign-in that was not sent there by a page
WSGI_APPLICATION = "blog.wsgi.application"
AUTH_USER_MODEL = "articles.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [THEME / "templates", BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.middleware.site_in_templates",
            ],
        },
    }
]

# Data: SQLite in the data folder, or PostgreSQL where DATABASE_URL says so
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
# Compiling a query takes PostgreSQL longer than the longest of ours: a search three times as long.
# A machine that went away without a word is noticed by its connections after half a minute.
POSTGRES_OPTIONS = {
    "pool": {"min_size": 2, "max_size": 10, "reconnect_timeout": 3},
    "options": "-c jit=off",
    # So that a restore can tell whether a site runs, on whatever machine.
    "application_name": f"longwave {gethostname()[:40]} {os.getpid()}",
    "connect_timeout": 2,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}
DATABASE = environment.database("DATABASE_URL") or {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(DATA / "longwave.sqlite3"),
}
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    DATABASE["OPTIONS"] = SQLITE_OPTIONS
    DATABASE["CONN_MAX_AGE"] = None  # opening it takes longer than a query
    private.create(Path(str(DATABASE["NAME"])))
else:
    DATABASE["OPTIONS"] = POSTGRES_OPTIONS | DATABASE.get("OPTIONS", {})  # type: ignore[operator]
DATABASES = {"default": DATABASE}

# Pages kept in memory: megabytes of each process, 0 for none, as for who changes templates
PAGE_CACHE = environment.number("LONGWAVE_PAGE_CACHE", 0 if DEBUG else 32, most=100_000)

# Seconds for which they are answered while the database cannot be reached
STALE_SECONDS = environment.number("LONGWAVE_STALE_SECONDS", 600, most=86_400)

# Searches that somebody unknown may ask for in so many seconds, 0 for any number: each process
# counts for itself
SEARCHES = environment.number("LONGWAVE_SEARCHES", 30)
SEARCH_SECONDS = environment.number("LONGWAVE_SEARCH_SECONDS", 10, least=1, most=3600)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# Seconds for which a shared cache in front may keep a page without asking
FRONT_SECONDS = environment.number("LONGWAVE_FRONT_SECONDS", 0, most=86_400)
# Where it is told to forget them, and how
PURGE_URL = environment.hook("LONGWAVE_PURGE_URL")
PURGE_METHOD = environment.choice("LONGWAVE_PURGE_METHOD", "POST", ["POST", "PURGE", "BAN"])
PURGE_HEADER = environment.header("LONGWAVE_PURGE_HEADER")

# Files: the site's own under hashed names; uploads in the data folder
STATIC_URL = "static/"
STATIC_ROOT = BUILD / "static"
FONTS = BUILD / "fonts"  # made at set-up; without them the reader's own serve
CARD_FONTS = BUILD / "card-fonts"  # made at set-up, for pictures alone: pages never load them
STATICFILES_DIRS = [
    *([THEME / "static"] if (THEME / "static").is_dir() else []),
    BASE / "static",
    *([("fonts", FONTS)] if FONTS.is_dir() else []),
]
WHITENOISE_MIMETYPES = {".speculationrules": "application/speculationrules+json"}
WHITENOISE_ADD_HEADERS_FUNCTION = nosniff
MEDIA_URL = "uploads/"
MEDIA_ROOT = DATA / "uploads"
# Who else may read the uploads, such as a web server in front; others may read nothing in DATA.
GROUP = environment.group("LONGWAVE_GROUP")
UPLOADS = {
    "file_permissions_mode": private.FILE if GROUP is None else private.SHARED_FILE,
    "directory_permissions_mode": private.FOLDER if GROUP is None else private.SHARED_FOLDER,
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": UPLOADS},
    "staticfiles": {"BACKEND": "blog.storage.StaticFiles"},
}
# What somebody who is signed in may send at once, in bytes
LONGEST_UPLOAD = environment.number("LONGWAVE_UPLOAD_MEGABYTES", 20, least=2, most=10_000) * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20  # an article of 1 MB, URL-encoded, fits

# Languages and time
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LANGUAGE_CODE = environment.choice("LONGWAVE_LANGUAGE", "zh-hans", [code for code, _n in LANGUAGES])
LOCALE_PATHS = [BASE / "locale"]
FORMAT_MODULE_PATH = "blog.formats"
TIME_ZONE = environment.time_zone("LONGWAVE_TIME_ZONE", "Asia/Shanghai")

# People
CSRF_FAILURE_VIEW = "articles.unsaved.csrf_failure"  # keeps what was sent
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Tags: 注意力 and Attention keep their letters; attention and Attention are one tag
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "articles.tag_names.from_text"
TAGGIT_STRING_FROM_TAGS = "articles.tag_names.as_text"

# The renderer's dialect for new articles
DIALECT = environment.choice("LONGWAVE_DIALECT", "commonmark", ["commonmark", "python-markdown"])
RENDER_SECONDS = environment.number("LONGWAVE_RENDER_SECONDS", 5, least=1, most=600)

LOG_LEVEL = environment.choice("LONGWAVE_LOG", "WARNING", ["DEBUG", "INFO", "WARNING", "ERROR"])
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "blog.logs.OneLine",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "filters": {
        "needs_somebody": {"()": "django.utils.log.CallbackFilter", "callback": needs_somebody}
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["needs_somebody"],
        }
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # blog.database says once what the pool says at each attempt.
    "loggers": {"psycopg.pool": {"level": "DEBUG" if LOG_LEVEL == "DEBUG" else "ERROR"}},
}

# The look of the admin
UNFOLD = {
    "SITE_TITLE": "Longwave",
    "SITE_HEADER": "Longwave",
    "SITE_SYMBOL": "graphic_eq",
    "STYLES": [lambda request: static("css/admin.css")],
    "COLORS": {
        "primary": {
            "50": "#eef7f7",
            "100": "#d3eaea",
            "200": "#a8d6d7",
            "300": "#74bcbe",
            "400": "#3f9da0",
            "500": "#1c8185",
            "600": "#0b646b",
            "700": "#0a5258",
            "800": "#0b4348",
            "900": "#0c373b",
            "950": "#042023",
        },
    },
}
