"""The WSGI entry point: `app` for a server and for `flask --app wsgi`."""

import os

from config import Config
from matchmaker.web.app import create_app

app = create_app(Config.from_env(os.environ))
