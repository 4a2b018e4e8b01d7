"""Settings: read once from the environment, checked all at once, never changed afterwards."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
DEVELOPMENT, PRODUCTION, TESTING = "development", "production", "testing"


class BadConfig(Exception):
    """One or more settings are wrong; the message names each of them."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the application needs to know before it starts; README.md has a row for each field."""

    mode: str
    database_url: str
    secret_key: str
    port: int
    threads: int
    secure_cookies: bool
    sign_in_limit: str
    sending_limit: str

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Config:
        """Read MATCHMAKER_* variables.

        Raises BadConfig with every fault found; in production a secret key is required.
        """
        faults: list[str] = []
        mode = environ.get("MATCHMAKER_MODE", DEVELOPMENT)
        if mode not in (DEVELOPMENT, PRODUCTION, TESTING):
            faults.append(f"MATCHMAKER_MODE is {mode!r}; it must be development, production or testing")
        secret_key = environ.get("MATCHMAKER_SECRET_KEY", "")
        if mode == PRODUCTION and len(secret_key) < 32:
            faults.append("MATCHMAKER_SECRET_KEY must be set to at least 32 characters in production")
        port = _whole_number(environ, "MATCHMAKER_PORT", "8000", faults)
        threads = _whole_number(environ, "MATCHMAKER_THREADS", "8", faults)
        if faults:
            raise BadConfig("; ".join(faults))
        return cls(
            mode=mode,
            database_url=environ.get("MATCHMAKER_DATABASE_URL", f"sqlite:///{ROOT / 'var' / 'matchmaker.sqlite'}"),
            secret_key=secret_key or _kept_secret(ROOT / "var" / "secret_key"),
            port=port,
            threads=threads,
            secure_cookies=mode == PRODUCTION,
            sign_in_limit=environ.get("MATCHMAKER_SIGN_IN_LIMIT", "10 per minute"),
            sending_limit=environ.get("MATCHMAKER_SENDING_LIMIT", "120 per minute"),
        )


def _whole_number(environ: Mapping[str, str], name: str, default: str, faults: list[str]) -> int:
    text = environ.get(name, default)
    if not text.isdigit() or not 0 < int(text) < 65536:
        faults.append(f"{name} is {text!r}; it must be a whole number from 1 to 65535")
        return 0
    return int(text)


def _kept_secret(path: Path) -> str:
    """Make a key for development once and keep it, so that a restart signs nobody out."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_hex(32), encoding="utf-8")
        path.chmod(0o600)
    return path.read_text(encoding="utf-8")
