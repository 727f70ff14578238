"""The WSGI application of the web process: forms and desk through Django, the public site from its files."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daybreak.config.settings")
os.environ.setdefault("DAYBREAK_PROCESS", "web")

from django.core.wsgi import get_wsgi_application

from daybreak.publication.serve import by_host

application = by_host(get_wsgi_application())
