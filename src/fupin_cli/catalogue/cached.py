"""The shipped catalogue compiled to one JSON file in the cache folder: the TOML takes ten times as long.

The file is named by the digest of the TOML's bytes, so an old one is never taken for a new one. Whatever goes
wrong with it (no such folder, no right to write, a torn file), the TOML is read instead.
"""

import os
import sys
import tempfile
from pathlib import Path

from pydantic import ValidationError

from fupin_cli.catalogue.entries import Catalogue


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


def load(digest: str) -> Catalogue | None:
    """The compiled catalogue of these TOML bytes, or None where there is none that can be used."""
    place = folder()
    if place is None:
        return None
    try:
        return Catalogue.model_validate_json((place / _name(digest)).read_bytes())
    except (OSError, ValidationError):
        return None


def store(digest: str, catalogue: Catalogue) -> None:
    """Write the compiled catalogue whole or not at all, and drop those of earlier versions."""
    place = folder()
    if place is None:
        return
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place, suffix=".tmp", delete=False) as file:
            file.write(catalogue.model_dump_json().encode("utf-8"))
        Path(file.name).replace(place / _name(digest))
        for other in place.glob(_name("*")):
            if other.name != _name(digest):
                other.unlink(missing_ok=True)
    except OSError:
        return


def _name(digest: str) -> str:
    return f"catalogue-{digest}.json"
