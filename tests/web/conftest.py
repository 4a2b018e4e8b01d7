"""Every web test may ask for the application, a client, rows and a signed-in account."""

from tests.site import app, client, sign_in, store

__all__ = ["app", "client", "sign_in", "store"]
