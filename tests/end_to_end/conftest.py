"""Commands and processes on real databases."""

from tests.processes import demo_copy, demo_register
from tests.site import app

__all__ = ["app", "demo_copy", "demo_register"]
