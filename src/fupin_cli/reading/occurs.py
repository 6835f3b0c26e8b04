"""Whether a pattern occurs in the bytes of a sheet, which may be hundreds of MiB."""

import re
import struct
import sys
from importlib import import_module

_ARROW = "pyarrow.compute"
_LARGE = 4 << 20


def prepare() -> None:
    """Import what looks through large sheets: a fifth of a second, worth it for some MiB."""
    import_module(_ARROW)


def prepared() -> bool:
    """Whether that has been done, whoever did it."""
    return _ARROW in sys.modules


def occurs(pattern: str, data: bytes) -> bool:
    """Whether `pattern`, which `re` and RE2 must read alike, occurs in `data`.

    Arrow's RE2 is eight times as fast as `re` here; its import pays from 4 MiB on.
    """
    if len(data) < _LARGE and not prepared():
        return re.search(pattern.encode(), data) is not None
    import pyarrow as pa
    import pyarrow.compute as pc

    whole = [None, pa.py_buffer(struct.pack("<qq", 0, len(data))), pa.py_buffer(data)]
    array = pa.Array.from_buffers(pa.large_binary(), 1, whole)
    return bool(pc.match_substring_regex(array, pattern=pattern)[0].as_py())
