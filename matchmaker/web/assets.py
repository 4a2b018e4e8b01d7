"""Own style sheet and scripts under an address that changes with their content, so that they may be kept for ever."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, url_for

from matchmaker.web.security import public

STATIC = Path(__file__).parent / "static"
STYLES = (
    *("ink", "words", "page", "forms", "tables", "parts", "pictures"),
    *("graph", "equipment", "gaps", "proposal", "law", "ownership", "trail", "observations", "filing", "training"),
    *("narrow", "print"),
)
KEPT_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Assets:
    """All files by name, and one digest over all of them; `look.css` is the style sheet in one piece."""

    files: dict[str, bytes]
    digest: str

    @classmethod
    def read(cls, folder: Path) -> Assets:
        """Read the folder once; called when the application is made."""
        files = {"look.css": b"\n".join((folder / f"css/{name}.css").read_bytes() for name in STYLES)}
        for path in sorted(folder.rglob("*.*")):
            if path.suffix != ".css":
                files[path.relative_to(folder).as_posix()] = path.read_bytes()
        joined = b"\0".join(name.encode() + b"\0" + content for name, content in sorted(files.items()))
        return cls(files, hashlib.sha256(joined).hexdigest()[:12])


def attach(app: Flask) -> None:
    """Serve the assets and give templates `asset(name)`, the address of one."""
    assets = Assets.read(STATIC)
    blueprint = Blueprint("assets", __name__)

    @blueprint.get("/assets/<digest>/<path:name>")
    @public
    def show(digest: str, name: str) -> Response:
        if name not in assets.files:
            abort(404)
        kind = guess_type(name)[0] or "application/octet-stream"
        age = KEPT_FOR_EVER if digest == assets.digest else "no-cache"
        return Response(assets.files[name], mimetype=kind, headers={"Cache-Control": age})

    app.register_blueprint(blueprint)
    app.jinja_env.globals["asset"] = lambda name: url_for("assets.show", digest=assets.digest, name=name)
