"""The shipped catalogue compiled to one JSON file in the cache folder: the TOML takes fifty times as long.

The file is named by the digest of the TOML's bytes and of the entries' forms, so an old one is never taken for a
new one; without a sound one, the TOML is read instead.
"""

import hashlib

import msgspec

from fupin_cli import compiled
from fupin_cli.catalogue.entries import KINDS, Catalogue, Side

_FORMS = (Catalogue, Side, *(form for _, form in KINDS.values()))


def load(digest: str) -> Catalogue | None:
    """The compiled catalogue of these TOML bytes, or None where there is none that can be used."""
    told = compiled.read(_name(digest))
    return None if told is None else msgspec.json.decode(told, type=Catalogue)


def store(digest: str, catalogue: Catalogue) -> None:
    """Keep the compiled catalogue instead of those of earlier versions."""
    compiled.keep(_name(digest), msgspec.json.encode(catalogue), instead_of="catalogue-*.json")


def _name(digest: str) -> str:
    forms = repr([form.__annotations__ for form in _FORMS]).encode()
    return f"catalogue-{digest}-{hashlib.sha256(forms).hexdigest()[:8]}.json"
