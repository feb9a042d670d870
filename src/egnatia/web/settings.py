"""Settings. What differs between installations comes from the environment; `egnatia serve` sets it."""

import os
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from egnatia.web.serve.addresses import database_of, provider_of
from egnatia.web.serve.logs import django_logging

HERE = Path(__file__).resolve().parent
HOME = Path(os.environ.get("EGNATIA_HOME", "var")).resolve()

# Without EGNATIA_SECRET every start makes new sessions: safe, and noticed at once.
SECRET_KEY = os.environ.get("EGNATIA_SECRET") or os.urandom(32).hex()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("EGNATIA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("EGNATIA_ORIGINS", "").split(",") if origin]
# What links in letters begin with that nobody's request asked for: the first origin. Without one none are sent.
SITE_ADDRESS = next(iter(CSRF_TRUSTED_ORIGINS), "")

# Addresses or networks of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.
TRUSTED_PROXIES = [
    ip_network(each.strip()) for each in os.environ.get("EGNATIA_PROXIES", "").split(",") if each.strip()
]

INSTALLED_APPS = [
    "egnatia.web",
    "egnatia.public",
    "egnatia.commitments",
    "egnatia.exchange",
    "egnatia.library",
    "egnatia.start",
    "egnatia.reporting",
    "egnatia.rounds",
    "egnatia.proposals",
    "egnatia.needs",
    "egnatia.matching",
    "egnatia.activities",
    "egnatia.confirmations",
    "egnatia.reminders",
    "egnatia.files",
    "egnatia.comments",
    "egnatia.guests",
    "egnatia.workdays",
    "egnatia.pages",
    "egnatia.people",
    "egnatia.taxonomy",
    "egnatia.kernel",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "heroicons",
    "procrastinate.contrib.django",
]

# At which people may sign in, with the extra egnatia[oidc]; without one nothing of it is loaded.
OIDC: Any = provider_of(os.environ)
if OIDC:
    INSTALLED_APPS.append("allauth.socialaccount")
SOCIALACCOUNT_ADAPTER = "egnatia.people.accounts.provider.ProviderAdapter"

ROOMS = "egnatia.web.rooms"  # what each domain brings to the site
ALTERNATES = "egnatia.web.addresses.alternates"  # the address of a page in each language, for the map of the site

MIDDLEWARE = [
    "egnatia.web.middleware.security.security_headers",
    "egnatia.web.middleware.requests.behind_proxies",
    "egnatia.web.middleware.requests.text_only",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "egnatia.web.middleware.reader.language_of_address",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "egnatia.web.middleware.reader.content_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "egnatia.web.middleware.reader.reader_of_request",
    "egnatia.web.middleware.reader.language_of_account",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "egnatia.web.middleware.requests.Expensive",
    "egnatia.web.middleware.faults.Faults",
]

ROOT_URLCONF = "egnatia.web.urls"
WSGI_APPLICATION = "egnatia.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "egnatia.web.page.page",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Seconds after which the database gives up one statement; 0 for never. `egnatia serve` says it to pages and to jobs.
STATEMENT_SECONDS = int(os.environ.get("EGNATIA_STATEMENT_SECONDS", "0"))
DATABASES = {"default": database_of(os.environ.get("DATABASE_URL", "postgresql:///egnatia"), STATEMENT_SECONDS)}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "egnatia_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}
# In the database, so that what is ended is ended for every worker; with the person in a column.
SESSION_ENGINE = "egnatia.people.sessions.store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
HTTPS = os.environ.get("EGNATIA_HTTPS", "") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# With this name no other host of the domain, and no page over HTTP, can set a cookie that we would take for ours.
_OF_THIS_HOST = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_OF_THIS_HOST}session", f"{_OF_THIS_HOST}csrf"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "egnatia.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

AUTH_USER_MODEL = "kernel.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "start:home"
PASSWORD_HASHERS = ["egnatia.people.accounts.passwords.CappedArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "egnatia.people.accounts.passwords.VariedCommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600

ACCOUNT_ADAPTER = "egnatia.people.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False  # ours count in PostgreSQL: egnatia.people.limits
ACCOUNT_FORMS = {
    "login": "egnatia.people.accounts.forms.LoginForm",
    "reset_password": "egnatia.people.accounts.forms.ResetForm",
    "reauthenticate": "egnatia.people.accounts.forms.ReauthenticateForm",
}
MFA_ADAPTER = "egnatia.people.accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODE_DIGITS = 10
MFA_TOTP_TOLERANCE = 1  # a phone whose clock is half a minute off
MFA_FORMS = {
    "authenticate": "egnatia.people.accounts.forms.AuthenticateForm",
    "reauthenticate": "egnatia.people.accounts.forms.ReauthenticateCodeForm",
    "activate_totp": "egnatia.people.accounts.forms.ActivateAppForm",
    "add_webauthn": "egnatia.people.accounts.forms.AddKeyForm",
    "edit_webauthn": "egnatia.people.accounts.forms.RenameKeyForm",
}

# Letters go where EGNATIA_SMTP says (smtp://user:password@host:587, smtps://host:465); without it none are sent.
SMTP = urlsplit(os.environ.get("EGNATIA_SMTP", ""))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SMTP.hostname else 'dummy'}.EmailBackend"
EMAIL_HOST = SMTP.hostname or ""
EMAIL_PORT = SMTP.port or 587
EMAIL_HOST_USER = unquote(SMTP.username or "")
EMAIL_HOST_PASSWORD = unquote(SMTP.password or "")
EMAIL_USE_SSL = SMTP.scheme == "smtps"
EMAIL_USE_TLS = SMTP.scheme == "smtp" and "plain" not in SMTP.query
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("EGNATIA_MAIL_FROM", "egnatia@localhost")

USE_TZ = True
TIME_ZONE = os.environ.get("EGNATIA_TIME_ZONE", "Europe/Sarajevo")
LANGUAGE_CODE = "en"
LANGUAGES_OF_MEMBERS = [  # of all pages, of accounts and of e-mails
    ("en", "English"),
    ("sq", "Shqip"),
    ("bs", "Bosanski"),
    ("cnr", "Crnogorski"),
    ("hr", "Hrvatski"),
    ("sr", "Српски"),
    ("sr-latn", "Srpski"),
    ("mk", "Македонски"),
    ("ro", "Română"),
]
LANGUAGES = [  # of the pages that are open to visitors; each has addresses of its own: egnatia.web.addresses
    *LANGUAGES_OF_MEMBERS,
    ("bg", "Български"),
    ("el", "Ελληνικά"),
    ("tr", "Türkçe"),
    ("sl", "Slovenščina"),
]
# Django knows no Montenegrin.
LANG_INFO["cnr"] = {"bidi": False, "code": "cnr", "name": "Montenegrin", "name_local": "crnogorski"}
LOCALE_PATHS = [HERE / "locale", HERE.parent / "public" / "locale"]
FORMAT_MODULE_PATH = ["egnatia.web.locale_formats"]

STATIC_URL = "/static/"  # one for the addresses of all languages
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "egnatia.web.statics.KnownAddresses"},
}
WHITENOISE_USE_FINDERS = True

# An upload is refused by its Content-Length before a byte of it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
UPLOAD_LIMIT = 200 * 1024 * 1024

# Of requests that take long (searches, files, checks): how many at once in one process, and of one person there.
EXPENSIVE_AT_ONCE = int(os.environ.get("EGNATIA_EXPENSIVE", "3"))
EXPENSIVE_BY_PERSON = max(1, EXPENSIVE_AT_ONCE - 1)
# Bytes of the home's disk that files and imports leave free, so that the database can go on.
SPACE_RESERVE = int(os.environ.get("EGNATIA_RESERVE_MB", "500")) * 1024 * 1024

# A virus scanner for uploaded files that speaks clamd's protocol: "host:3310" or the path of its socket. Where it is
# named, a file that it has not looked at is not readable.
CLAMD = os.environ.get("EGNATIA_CLAMD", "")

# Whether files of other sites are fetched for regular sources: off where the machine has no network, or shall use none.
FETCH = os.environ.get("EGNATIA_FETCH", "") == "1"
# Whether web addresses in public records are checked once a week.
LINK_CHECK = os.environ.get("EGNATIA_LINK_CHECK", "") == "1"
FETCH_LOCAL: frozenset[str] = frozenset()  # "host:port" of servers inside that may be fetched from: tests name theirs

# Named on every page's footer and in every file; a forum may have its own.
SECURITY_CONTACT = os.environ.get("EGNATIA_SECURITY_CONTACT", "")  # an address: mailto: or https:
CONTROLLER = os.environ.get("EGNATIA_CONTROLLER", _("the secretariat operating this site"))
HOSTED_AT = os.environ.get("EGNATIA_HOSTED_AT", _("the secretariat's own server"))
# Days for which a kind of `web.retention` is kept, by its name: EGNATIA_KEEP_SIGN_INS=730 says "sign-ins".
RETENTION_DAYS = {
    name.removeprefix("EGNATIA_KEEP_").lower().replace("_", "-"): int(days)
    for name, days in os.environ.items()
    if name.startswith("EGNATIA_KEEP_")
}
# Of one economy: where everything is high, nothing is.
MOST_HIGH_NEEDS = int(os.environ.get("EGNATIA_MOST_HIGH_NEEDS", "5"))

LOGGING = django_logging()
