"""What the program compiled of its own files (catalogue, templates) and keeps for the next run, in the cache folder.

A file begins with the digest of what follows, so a damaged one is not taken. Whatever goes wrong (no such folder,
no right to write, a torn file), the program compiles anew: nothing here is ever needed. No ledger's data comes here.
"""

import hashlib
import os
import sys
import tempfile
from pathlib import Path


def folder() -> Path | None:
    """Where compiled files lie: FUPIN_CACHE_DIR, else the platform's cache folder; None without a home."""
    own = os.environ.get("FUPIN_CACHE_DIR")
    if own:
        return Path(own)
    try:
        if sys.platform == "win32":
            local = os.environ.get("LOCALAPPDATA")
            return (Path(local) if local else Path.home() / "AppData" / "Local") / "fupin"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "fupin"
        cache = os.environ.get("XDG_CACHE_HOME")
        return (Path(cache) if cache else Path.home() / ".cache") / "fupin"
    except RuntimeError:  # 没有主目录的环境
        return None


def read(name: str) -> bytes | None:
    """What was kept under `name`, or None where there is nothing that can be used."""
    place = folder()
    if place is None:
        return None
    try:
        seal, _, told = (place / name).read_bytes().partition(b"\n")
    except OSError:
        return None
    return told if seal == _seal(told) else None


def keep(name: str, told: bytes, *, instead_of: str) -> None:
    """Write it whole or not at all, and drop those of earlier versions, which fit the pattern `instead_of`."""
    place = folder()
    if place is None:
        return
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place, suffix=".tmp", delete=False) as file:
            file.write(_seal(told) + b"\n" + told)
        Path(file.name).replace(place / name)
        for other in place.glob(instead_of):
            if other.name != name:
                other.unlink(missing_ok=True)
    except OSError:
        return


def _seal(told: bytes) -> bytes:
    return hashlib.sha256(told).hexdigest().encode()
