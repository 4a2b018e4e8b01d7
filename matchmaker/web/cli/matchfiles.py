"""Files of projects and topics from the disk, for the commands of the matcher: JSON, plain or packed by gzip."""

from __future__ import annotations

import gzip
import json
import os
import zlib
from pathlib import Path
from typing import Any

from matchmaker.domain.affinity.evaluation.reading import WrongShape

LARGEST_CONTENT = 512 * 1024 * 1024
_PACKED = b"\x1f\x8b"


def read_json(path: Path) -> Any:
    """The content of a file; raises `WrongShape` with the file's name and what is wrong."""
    try:
        return json.loads(_unpacked(path))
    except UnicodeDecodeError:
        fault = "is not text in UTF-8"
    except RecursionError:
        fault = "is nested too deeply"
    except json.JSONDecodeError as error:
        fault = f"is not JSON: {error.msg} (line {error.lineno})"
    except ValueError:  # a whole number of more digits than Python reads
        fault = "holds a number that is too long"
    except (EOFError, zlib.error, gzip.BadGzipFile):
        fault = "is packed by gzip and damaged"
    except OSError as error:
        fault = os.strerror(error.errno).lower() if error.errno else str(error)
    raise WrongShape(f"{path}: {fault}")


def _unpacked(path: Path) -> str:
    with path.open("rb") as file:
        packed = file.read(len(_PACKED)) == _PACKED
    with gzip.open(path) if packed else path.open("rb") as content:
        read = content.read(LARGEST_CONTENT + 1)
    if len(read) > LARGEST_CONTENT:
        raise WrongShape(f"{path}: is larger than {LARGEST_CONTENT // 1024 // 1024} MiB")
    return read.decode("utf-8-sig")
