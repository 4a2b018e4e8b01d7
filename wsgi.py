"""The WSGI entry point: `app` for a server and for `flask --app wsgi`."""

import gc
import os

from config import Config
from matchmaker.web.app import create_app

# A start makes a million objects that stay; by default Python would look for garbage after every 700 new ones.
gc.set_threshold(50_000, 20, 20)

app = create_app(Config.from_env(os.environ))
