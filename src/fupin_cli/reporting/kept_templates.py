"""The shipped templates compiled to Python's bytecode and kept: compiling takes longer than writing a document.

Only templates that come with the program get here; a user's own are compiled from text each time.
"""

import hashlib
from functools import cache
from pathlib import Path

from jinja2 import BytecodeCache, compiler, idtracking, lexer, nodes, optimizer, parser
from jinja2.bccache import Bucket

from fupin_cli import compiled
from fupin_cli.reporting import sandbox


class KeptTemplates(BytecodeCache):
    """Jinja's bytecode in the cache folder; Jinja itself sees to it that source and Python are the same."""

    def load_bytecode(self, bucket: Bucket) -> None:
        told = compiled.read(_name(bucket))
        if told is not None:
            bucket.bytecode_from_string(told)

    def dump_bytecode(self, bucket: Bucket) -> None:
        compiled.keep(_name(bucket), bucket.bytecode_to_string(), instead_of=f"template-{bucket.key}-*.bin")

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """By the template's name alone: where the program is installed does not matter."""
        return hashlib.sha256(name.encode("utf-8")).hexdigest()[:12]


def _name(bucket: Bucket) -> str:
    return f"template-{bucket.key}-{_compiler()}.bin"


@cache
def _compiler() -> str:
    """What decides on the bytecode beside the source: Jinja's compiler and our environment.

    Asking for Jinja's version instead takes a twentieth of a second.
    """
    makers = (compiler, idtracking, lexer, nodes, optimizer, parser, sandbox)
    told = b"".join(Path(str(maker.__file__)).read_bytes() for maker in makers)
    return hashlib.sha256(told).hexdigest()[:12]
