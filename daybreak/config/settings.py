"""All settings, typed, from the environment. One file; every variable is listed in docs/operating.md.

A wrong value stops the start with a sentence that names the variable and what to do.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from daybreak.config.databases import Process, postgresql, sqlite
from daybreak.config.mirrors import mirrors_of
from daybreak.core.lib.errors import Refused
from daybreak.core.lib.keys import read_key_file
from daybreak.core.lib.languages import LanguageNotOffered, offered

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Daybreak:
    """The product's own settings. ``settings.DAYBREAK``."""

    home: Path
    key_file: Path
    public_url: str
    forms_url: str
    bind: str
    port: int
    process: Process
    mirrors: tuple[str, ...] = ()

    @property
    def public_host(self) -> str:
        """Host and port of the public site."""
        return urlsplit(self.public_url).netloc

    @property
    def site(self) -> Path:
        """Where releases of the public site lie; ``current`` points to the newest."""
        return self.home / "site"

    @property
    def letters(self) -> Path:
        """Where rendered letters lie."""
        return self.home / "letters"


def _text(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default


def _folder(name: str, default: Path) -> Path:
    raw = _text(name, str(default))
    try:
        return Path(raw).expanduser().resolve()
    except (RuntimeError, OSError) as error:  # no such user after "~", links that go round in a circle
        raise ImproperlyConfigured(f"{name} is {raw!r}: give a whole path, like /srv/daybreak.") from error


def _port(name: str, default: int) -> int:
    raw = _text(name, str(default))
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 5 and 1 <= int(raw) <= 65535):
        raise ImproperlyConfigured(
            f"{name} is {raw[:40]!r}: give a port number from 1 to 65535, or leave it out for {default}."
        )
    return int(raw)


def _origin(name: str, default: str) -> str:
    raw = _text(name, default).rstrip("/")
    try:
        parts = urlsplit(raw)
        plain = not (parts.path or parts.query or parts.fragment or "@" in parts.netloc)
        good = parts.scheme in {"http", "https"} and parts.hostname and plain and (parts.port or 1)
    except ValueError:
        good = False
    if not good:
        raise ImproperlyConfigured(f"{name} is {raw!r}: give an address like https://day.example.org, without a path.")
    return raw


def _languages(name: str, folder: Path) -> list[tuple[str, str]]:
    try:
        return offered(_text(name, "en"), folder)
    except LanguageNotOffered as refused:
        raise ImproperlyConfigured(f"{name}: {refused}") from refused


def _process(name: str) -> Process:
    raw = _text(name, Process.COMMAND)
    if raw not in set(Process):
        raise ImproperlyConfigured(f"{name} is {raw!r}: it is one of {', '.join(Process)}.")
    return Process(raw)


def _database(name: str, home: Path, process: Process) -> dict[str, object]:
    raw = _text(name, "")
    if not raw:
        return sqlite(home / "daybreak.sqlite3", process)
    try:
        parts = urlsplit(raw)
        if parts.scheme == "sqlite" and parts.path.strip("/"):
            return sqlite(Path(unquote(parts.path)), process)
        if parts.scheme in {"postgresql", "postgres"} and parts.path.strip("/"):
            return postgresql(raw, process)
    except ValueError:  # a port that is none, a broken IPv6 address; its words could repeat the password
        pass
    raise ImproperlyConfigured(
        f"{name} must look like postgresql://user:password@host:5432/name, or be left out for SQLite in DAYBREAK_HOME."
    )


_home = _folder("DAYBREAK_HOME", PROJECT / "var")
_port_number = _port("DAYBREAK_PORT", 8000)
DAYBREAK = Daybreak(
    home=_home,
    key_file=_folder("DAYBREAK_KEY_FILE", _home.with_name(_home.name + ".key")),
    public_url=_origin("DAYBREAK_PUBLIC_URL", f"http://127.0.0.1:{_port_number}"),
    forms_url=_origin("DAYBREAK_FORMS_URL", f"http://localhost:{_port_number}"),
    bind=_text("DAYBREAK_BIND", "127.0.0.1"),
    port=_port_number,
    process=_process("DAYBREAK_PROCESS"),
)
if DAYBREAK.home in DAYBREAK.key_file.parents:
    raise ImproperlyConfigured(
        f"DAYBREAK_KEY_FILE lies inside DAYBREAK_HOME ({DAYBREAK.home}): keep it apart, or one copy gives all away."
    )
if DAYBREAK.public_host.lower() == urlsplit(DAYBREAK.forms_url).netloc.lower():
    raise ImproperlyConfigured(
        f"DAYBREAK_PUBLIC_URL and DAYBREAK_FORMS_URL both name {DAYBREAK.public_host}: the public site and the forms"
        " need a host name each, as in 127.0.0.1 and localhost."
    )
DAYBREAK = replace(
    DAYBREAK,
    mirrors=mirrors_of(
        "DAYBREAK_MIRRORS",
        _text("DAYBREAK_MIRRORS", ""),
        public_url=DAYBREAK.public_url,
        forms_url=DAYBREAK.forms_url,
    ),
)

try:
    SECRET_KEY = read_key_file(DAYBREAK.key_file).derive("django").hex()
except Refused:
    # Before `daybreak setup` there is no key yet. Nothing signed with this one outlives the process; the system
    # check daybreak.W001 says what to do.
    SECRET_KEY = secrets.token_hex(32)

DEBUG = False  # Never: a traceback on a page gives away what it should hide.
_forms = urlsplit(DAYBREAK.forms_url)
_public = urlsplit(DAYBREAK.public_url)
ALLOWED_HOSTS = sorted({str(_forms.hostname), str(_public.hostname)})
ROOT_URLCONF = "daybreak.config.urls"
WSGI_APPLICATION = "daybreak.config.wsgi.application"
APPEND_SLASH = False

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django_tasks",
    "django_tasks_db",
    "daybreak.config.apps.ConfigApp",
    "daybreak.core.look",
    "daybreak.core.journal",
    "daybreak.domain.places",
    "daybreak.domain.people",
    "daybreak.domain.missions",
    "daybreak.domain.campaigns",
    "daybreak.domain.pledges",
    "daybreak.domain.gatherings",
    "daybreak.domain.letters",
    "daybreak.domain.deliveries",
    "daybreak.outputs.board",
    "daybreak.faces.public",
    "daybreak.faces.coordinator",
    "daybreak.faces.desk",
    "daybreak.publication",
]

MIDDLEWARE = [
    "daybreak.config.headers.SecurityHeaders",
    "daybreak.config.refusals.PlainRefusals",
    "daybreak.config.whole_requests.WholeRequests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "daybreak.config.speaking.Speaking",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["daybreak.config.context.everywhere"],
            "builtins": ["daybreak.core.look.templatetags.look", "django.templatetags.i18n"],
        },
    }
]

DATABASES = {"default": _database("DAYBREAK_DATABASE", DAYBREAK.home, DAYBREAK.process)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Tasks are rows of the same transaction; arguments are row ids only (privacy.FOREIGN says so).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

AUTH_USER_MODEL = "people.DeskUser"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]

# Which function guards which audience (core/lib/routes.py). Faces own their guards; lib knows only the names.
AUDIENCE_GUARDS = {
    "field link": "daybreak.faces.coordinator.access.guard",
    "desk": "daybreak.faces.desk.access.guard",
    "owner": "daybreak.faces.desk.access.guard",
}

LANGUAGE_CODE = "en"  # what a missing message falls back to
LOCALE_PATHS = [PROJECT / "daybreak" / "locale"]
# A language is offered when its catalogue is whole: an English page that says it is Arabic helps nobody.
LANGUAGES = _languages("DAYBREAK_LANGUAGES", LOCALE_PATHS[0])
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

_secure = _forms.scheme == "https"
SESSION_COOKIE_NAME = "__Host-desk" if _secure else "desk"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if _secure else "csrf"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "daybreak.config.refusals.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _secure else None

# A field report is text. Photographs come later, by a way of their own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# No address, no token and no body in any log: our own lines only, to standard error.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"daybreak": {"handlers": ["stderr"], "level": "INFO", "propagate": False}},
    "root": {"handlers": ["stderr"], "level": "ERROR"},
}
