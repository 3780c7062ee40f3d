"""Django settings. docs/configure.md lists the environment variables that are read here."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from blog import (
    backup_settings,
    bucket_settings,
    environment,
    file_modes,
    file_storages,
    git_settings,
    identity_settings,
    mail_settings,
    secret_key,
    security_settings,
)
from blog.data_settings import (
    BASE,
    leave_out_postgresql,
    read_data_folder,
    read_database_settings,
    read_replica_settings,
)
from blog.hostnames import host_of_url
from blog.logs import add_request_id, is_worth_logging
from blog.storage import add_nosniff_header

# Folders
DATA = read_data_folder()
BUILD = BASE / "build"
THEME = DATA / "theme"  # templates and static files that override ours: docs/theming.md

# Security
DEBUG = environment.read_flag("LONGWAVE_DEBUG")
SECRET_KEY = environment.read_text("LONGWAVE_SECRET_KEY") or secret_key.read_or_create_key(DATA)
if len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("LONGWAVE_SECRET_KEY is too short: use at least 32 random signs.")

# The URL of the site. With https, cookies are secure, and HTTP is redirected.
SITE_URL = environment.read_origin("LONGWAVE_URL")
HTTPS = SITE_URL.startswith("https://")
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
# SERVED_HOST is set by `manage.py start`: where the server listens.
ALLOWED_HOSTS = LOCAL_HOSTS + [
    host for name in ("LONGWAVE_HOSTS", "SERVED_HOST") for host in environment.read_hosts(name)
]
if SITE_URL:
    ALLOWED_HOSTS.append(host_of_url(SITE_URL))
    CSRF_TRUSTED_ORIGINS = [SITE_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
# How far browsers keep to https: not to subdomains, unless the owner says so
SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS, SECURE_HSTS_PRELOAD = (
    security_settings.read_hsts("LONGWAVE_HSTS", HTTPS)
)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # they want subdomains and preload
# The proxy must set or remove this header: docs/deploy.md shows how.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# Number of proxies in front that append the address of their client to X-Forwarded-For
TRUSTED_PROXIES = environment.read_number("LONGWAVE_TRUSTED_PROXIES", 1 if HTTPS else 0, most=9)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Whom to tell of a hole: /.well-known/security.txt
SECURITY_CONTACTS = security_settings.read_contacts("LONGWAVE_SECURITY_CONTACT")

# Apps and middleware
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
    "media",
    "operations.apps.TasksConfig",
    "articles",
    "desk",
    "accounts.apps.SignInConfig",
    "allauth.mfa",
    "accounts.apps.IdentityConfig",
    "accounts.apps.AccountsConfig",
    "transfer",
    "sync",
    "operations",
]
MIDDLEWARE = [
    "operations.monitoring.probe_answers.answer_probes",
    "blog.middleware.set_cache_control",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "blog.middleware.content_security_policy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "blog.middleware.speculation_rules",
    "blog.middleware.ConditionalGet",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "blog.outage.database_outage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.AccountPages",
    "articles.preferences.vary_on_preferences",
    "articles.middleware.current_site",
    "articles.middleware.public_content_policy",
    "articles.front.old_addresses.redirect_queries",
]
ROOT_URLCONF = "blog.urls"
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "desk", "account_login"
WSGI_APPLICATION = "blog.wsgi.application"
AUTH_USER_MODEL = "articles.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [THEME / "templates", BASE / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "articles.theme_templates.CachedLoader",
                    [
                        "articles.theme_templates.ThemeLoader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            # Former names of template tag libraries, for themes of an older version
            "libraries": dict.fromkeys(("fonts", "sharing", "theme"), "articles.templatetags.head"),
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.middleware.site_context",
            ],
        },
    }
]

DATABASES = {"default": read_database_settings(DATA)}
DATABASES |= read_replica_settings(DATABASES["default"])
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    leave_out_postgresql()
    file_modes.create_private_file(Path(str(DATABASES["default"]["NAME"])))

# Size of the page cache of each process, in megabytes. 0 switches it off, so that an edited
# template shows at once.
PAGE_CACHE_MB = environment.read_number("LONGWAVE_PAGE_CACHE_MB", 0 if DEBUG else 32, most=100_000)

# Seconds for which cached pages are answered while the database cannot be reached; by default as
# long as that lasts
STALE_SECONDS = environment.read_number("LONGWAVE_STALE_SECONDS", 2**31)

# Open connections of each process: of all clients, and of one that no proxy stands in front of
MOST_CONNECTIONS = environment.read_number("LONGWAVE_CONNECTIONS", 2000, least=100, most=60_000)
CLIENT_CONNECTIONS = environment.read_number(
    "LONGWAVE_CLIENT_CONNECTIONS", 256, least=20, most=60_000
)

# Searches of one client without a session: 30/10s is 30 in 10 seconds, 0/10s any number. Each
# process counts for itself.
SEARCH_RATE = environment.read_search_rate("LONGWAVE_SEARCH_RATE")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# s-maxage of pages: seconds for which a CDN may answer without revalidation
CDN_MAX_AGE = environment.read_number("LONGWAVE_CDN_MAX_AGE", 0, most=86_400)
# The request that purges the CDN after a change
CDN_PURGE_URL = environment.read_url("LONGWAVE_CDN_PURGE_URL", "https://api.example/purge")
CDN_PURGE_METHOD = environment.read_choice(
    "LONGWAVE_CDN_PURGE_METHOD", "POST", ["POST", "PURGE", "BAN"]
)
CDN_PURGE_HEADER = environment.read_header("LONGWAVE_CDN_PURGE_HEADER")

# Background tasks: rows of the database. Without RUN_TASKS, another process runs them than the
# server: `manage.py run_tasks`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
RUN_TASKS = environment.read_flag("LONGWAVE_RUN_TASKS", default=True)

# Static files have hashed names; uploads are in the data folder
STATIC_URL = "static/"
STATIC_ROOT = Path(environment.read_text("COLLECTED_STATIC", str(BUILD / "static")))
FONTS = BUILD / "fonts"  # made by scripts/setup.sh; without them pages use system fonts
EDITOR = BUILD / "editor"  # likewise; without it authors write in a plain text field
CARD_FONTS = BUILD / "card-fonts"  # for share images only; pages do not load them
STATICFILES_DIRS = [
    *([THEME / "static"] if (THEME / "static").is_dir() else []),
    BASE / "static",
    *([("fonts", FONTS)] if FONTS.is_dir() else []),
    *([EDITOR] if EDITOR.is_dir() else []),
]
WHITENOISE_MIMETYPES = {".speculationrules": "application/speculationrules+json"}
WHITENOISE_ADD_HEADERS_FUNCTION = add_nosniff_header
MEDIA_URL = "uploads/"
MEDIA_ROOT = DATA / "uploads"
# Where readers get the uploads, if not from this host; MEDIA_URL works all the same
MEDIA_ADDRESS = environment.read_url("LONGWAVE_MEDIA_URL", "https://media.example/uploads")
ORIGINALS = DATA / "originals"  # files as they were uploaded, for their owners only
INCOMING = DATA / "incoming"  # files while they are read
GIT_HOOK = git_settings.read_git_hook()  # the repository whose pushes are published
LONGEST_HOOK = 2**20  # bytes of a delivery
SYNC_LOCKS = DATA / "sync"  # which folders are being synchronized
STATIC_RECORDS = DATA / "static"  # what the pages of sites as files were made of
EXPORTS = DATA / "exports"  # what people have exported by the admin, for a day
IMPORTS = DATA / "imports"  # files that are imported by the admin, until that is done
# A Unix group that may read the uploads, such as that of a web server in front. Other accounts
# cannot read anything in DATA.
GROUP = environment.read_group_id("LONGWAVE_GROUP")
# Files are on the disk or in a bucket; `manage.py move_media` reads and writes both.
BUCKETS = bucket_settings.read_buckets(MEDIA_ADDRESS)
MEDIA_STORAGE = bucket_settings.read_storage(BUCKETS)
STORAGES = {
    **file_storages.file_storages(
        file_storages.disk_storages(MEDIA_ADDRESS, ORIGINALS, GROUP),
        BUCKETS.storages(file_storages.base_url(MEDIA_ADDRESS)) if BUCKETS else {},
        chosen=MEDIA_STORAGE,
    ),
    "staticfiles": {"BACKEND": "blog.storage.HashedStaticFiles"},
}
BACKUPS = backup_settings.read_backup_settings(DATA, BUCKETS)
# Other hosts that pages load uploaded files from
MEDIA_ORIGINS = file_storages.other_origins(MEDIA_ADDRESS)
if BUCKETS and MEDIA_STORAGE == "s3":
    MEDIA_ORIGINS += BUCKETS.origins
# The largest file that signed-in users may send, in bytes
LONGEST_UPLOAD = (
    environment.read_number("LONGWAVE_UPLOAD_MEGABYTES", 50, least=2, most=10_000) * 2**20
)
# Pixels of a picture, and bytes of all files of an author; None for any number
MOST_PIXELS = environment.read_number("LONGWAVE_MEGAPIXELS", 40, least=1, most=1000) * 10**6
KEEP_ORIGINALS = environment.read_flag("LONGWAVE_KEEP_ORIGINALS", True)
QUOTA = environment.read_number("LONGWAVE_MEDIA_QUOTA_MEGABYTES", 0, most=10**7) * 2**20 or None
# What may be asked for copies of files besides the public internet at the ports of the web
FETCH_NETWORKS = environment.read_networks("LONGWAVE_FETCH_NETWORKS")
FETCH_PORTS = environment.read_ports("LONGWAVE_FETCH_PORTS", (80, 443))
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20  # an article of 1 MB, URL-encoded, fits
# A file with the fields of its form. A file that is a little too long is refused with a sentence.
LONGEST_FORM = LONGEST_UPLOAD + DATA_UPLOAD_MAX_MEMORY_SIZE

# Languages and time
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LANGUAGE_CODE = environment.read_choice(
    "LONGWAVE_LANGUAGE", "zh-hans", [code for code, _n in LANGUAGES]
)
# The second one has the words of libraries that have no translations of their own.
LOCALE_PATHS = [BASE / "locale", BASE / "locale" / "libraries"]
FORMAT_MODULE_PATH = "blog.formats"
TIME_ZONE = environment.read_time_zone("LONGWAVE_TIME_ZONE", "Asia/Shanghai")

# Users
CSRF_FAILURE_VIEW = "articles.unsaved.csrf_failure"  # shows the submitted text again
# Signing in, by django-allauth. Its own limits count in each process: ours are in the database.
ACCOUNT_ADAPTER = "accounts.sign_in.sign_in_adapter.SignInAdapter"
ACCOUNT_RATE_LIMITS = False
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "accounts.second_factor.factor_adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "accounts.second_factor.code_forms.CodeForm",
    "reauthenticate": "accounts.second_factor.code_forms.ConfirmCodeForm",
    "activate_totp": "accounts.second_factor.code_forms.AppForm",
    "add_webauthn": "accounts.second_factor.code_forms.PasskeyForm",
}
MFA_RATE_LIMITS = False
MFA_ALLOW_UNVERIFIED_EMAIL = MFA_PASSKEY_LOGIN_ENABLED = MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = 30 * 86_400  # seconds
MFA_TRUST_COOKIE_NAME = "remembered"
MFA_TOTP_TOLERANCE = 1  # periods by which clocks may differ
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Other sites by which people sign in
IDENTITY_PROVIDERS = identity_settings.read_identity_providers(SITE_URL)
SOCIALACCOUNT_ADAPTER = "accounts.identities.identity_adapter.IdentityAdapter"
SOCIALACCOUNT_QUERY_EMAIL = True
SOCIALACCOUNT_AUTO_SIGNUP = False  # who is invited chooses a name
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds
# Who signs in with a second factor: administrators, all, or who wants to
SECOND_FACTOR = environment.read_choice(
    "LONGWAVE_SECOND_FACTOR", "optional", ["administrators", "all", "optional"]
)
# A session ends after so many hours without a request to the desk, and after so many days at all
SESSION_COOKIE_AGE = 3600 * environment.read_number(
    "LONGWAVE_SESSION_IDLE_HOURS", 336, least=1, most=8760
)
SESSION_DAYS = environment.read_number("LONGWAVE_SESSION_DAYS", 90, least=1, most=3650)
PASSWORD_RESET_TIMEOUT = 86_400  # seconds
# Minutes after which one confirms who one is before what is delicate; 0: never
CONFIRM_MINUTES = environment.read_number(
    "LONGWAVE_CONFIRM_MINUTES", 15 if SITE_URL else 0, most=1440
)
# The first one hashes; the others check hashes that it did not make.
PASSWORD_HASHERS = [
    "blog.password_hashing.OneAtATimePBKDF2",
    *(f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("PBKDF2SHA1", "Argon2")),
    *(f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("BCryptSHA256", "Scrypt")),
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Tags: names are compared without case; a tag keeps the spelling of its first use
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "articles.tag_names.parse_tag_names"
TAGGIT_STRING_FROM_TAGS = "articles.tag_names.format_tag_names"

# Rendering: the Markdown dialect of new articles, and seconds of processor time for one article
DIALECT = environment.read_choice(
    "LONGWAVE_DIALECT", "commonmark", ["commonmark", "python-markdown"]
)
RENDER_TIMEOUT = environment.read_number("LONGWAVE_RENDER_TIMEOUT", 5, least=1, most=600)

# Days for which a deleted article can be restored
TRASH_DAYS = environment.read_number("LONGWAVE_TRASH_DAYS", 30, least=1, most=36_500)

# Days for which the audit log keeps an entry
AUDIT_DAYS = environment.read_number("LONGWAVE_AUDIT_DAYS", 365, least=1, most=36_500)

# Mail about reviews and accounts. Without a host none is sent.
MAIL_SERVER = mail_settings.read_mail_server("LONGWAVE_EMAIL_URL")
EMAIL_BACKEND, ANYMAIL = MAIL_SERVER.backend, MAIL_SERVER.service
EMAIL_HOST = environment.read_text("LONGWAVE_EMAIL_HOST", MAIL_SERVER.host)
EMAIL_SECURITY = environment.read_choice(
    "LONGWAVE_EMAIL_TLS", MAIL_SERVER.security, ["starttls", "tls", "none"]
)
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_SECURITY == "starttls", EMAIL_SECURITY == "tls"
EMAIL_PORT = environment.read_number(
    "LONGWAVE_EMAIL_PORT",
    MAIL_SERVER.port or {"starttls": 587, "tls": 465, "none": 25}[EMAIL_SECURITY],
    1,
    65535,
)
EMAIL_HOST_USER = environment.read_text("LONGWAVE_EMAIL_USER", MAIL_SERVER.user)
EMAIL_HOST_PASSWORD = environment.read_text("LONGWAVE_EMAIL_PASSWORD", MAIL_SERVER.password)
EMAIL_TIMEOUT = mail_settings.TIMEOUT
DEFAULT_FROM_EMAIL = environment.read_sender("LONGWAVE_EMAIL_FROM")
if EMAIL_HOST and not (SITE_URL and DEFAULT_FROM_EMAIL):
    raise ImproperlyConfigured(
        "LONGWAVE_EMAIL_HOST or LONGWAVE_EMAIL_URL needs LONGWAVE_EMAIL_FROM, and LONGWAVE_URL for"
        " the links in mails."
    )

LOG_LEVEL = environment.read_choice(
    "LONGWAVE_LOG", "WARNING", ["DEBUG", "INFO", "WARNING", "ERROR"]
)
# Lines for people, or objects for programs; and milliseconds from which a query is logged, 0: never
LOG_FORMAT = environment.read_choice("LONGWAVE_LOG_FORMAT", "plain", ["plain", "json"])
SLOW_QUERY_MS = environment.read_number("LONGWAVE_SLOW_QUERY_MS", 0, most=600_000)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "blog.logs.OneLineFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "json": {"()": "blog.logs.JsonFormatter"},
    },
    "filters": {
        "worth_logging": {"()": "django.utils.log.CallbackFilter", "callback": is_worth_logging},
        "request_id": {"()": "django.utils.log.CallbackFilter", "callback": add_request_id},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["worth_logging", "request_id"],
        }
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # The pool logs each failed attempt; blog.database logs an outage once.
    "loggers": {"psycopg.pool": {"level": "DEBUG" if LOG_LEVEL == "DEBUG" else "ERROR"}},
}

# Who may read /metrics besides programs of this machine
METRICS_TOKEN = environment.read_secret("LONGWAVE_METRICS_TOKEN", least=16)

# The admin theme
UNFOLD = {
    "SITE_TITLE": "Longwave",
    "SITE_HEADER": "Longwave",
    "SITE_SYMBOL": "graphic_eq",
    "STYLES": [lambda request: static("css/admin.css")],
    "DASHBOARD_CALLBACK": "operations.dashboard.dashboard_context",
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
