"""What the server runs. WSGI, not ASGI: one connection per worker thread and role, and no more."""

from __future__ import annotations

import os

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stafet.config.settings")
application = get_wsgi_application()
# However the web server was started: an unsafe installation answers nobody.
call_command("check", safe=True, quiet=True)
