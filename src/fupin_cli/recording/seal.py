"""Canonical bytes of a record, its own digest, and a keyed signature.

The form is that of RFC 8785 for what records hold (text, small integers, true, false, null): keys sorted, no
spaces, UTF-8. The digest tells damage; only the signature (HMAC-SHA256, RFC 2104) tells who wrote it, for
anybody can compute a digest anew.
"""

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from fupin_cli.errors import FupinError, because
from fupin_cli.forms import Unfit, made
from fupin_cli.recording.model import Record

FORMAT = 1
_SIGNED_BY = "HMAC-SHA256"


class Loaded(Struct, frozen=True):
    """A record read back.

    Attributes:
        intact: whether its content still has the digest that it states.
        signed: whether it bears a signature.
        genuine: whether the signature is that of the key given; None without a key.
    """

    record: Record
    intact: bool
    signed: bool
    genuine: bool | None


def canonical(value: Any) -> bytes:
    """The one spelling of a JSON value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def digest(record: Record) -> str:
    """The record's SHA-256; written down elsewhere, it proves that the record is still the same one."""
    return hashlib.sha256(canonical(msgspec.to_builtins(record))).hexdigest()


def sealed(record: Record, key: bytes | None = None) -> bytes:
    """The file's bytes: the record, its SHA-256, and with a `key` its signature."""
    body = msgspec.to_builtins(record)
    document: dict[str, Any] = {"record": body, "sha256": digest(record)}
    if key is not None:
        document["signature"] = {"algorithm": _SIGNED_BY, "value": _signature(body, key)}
    return canonical(document) + b"\n"


def load(path: Path, key: bytes | None = None) -> Loaded:
    """Read a record back.

    Raises:
        FupinError: no such file, or not a record that this version can read.
    """
    try:
        document = json.loads(path.read_bytes())
        body, stated = document["record"], document["sha256"]
        signature = document.get("signature")
        if body.get("format") != FORMAT:
            raise FupinError(f"“{path}”是别的版本写的记录，现在的版本读不了。", "请用写它的那个版本来验。")
        record = made(Record, body)
        mark = str(signature["value"]) if signature else ""
    except OSError as error:
        raise FupinError(f"读不了记录“{path}”：{because(error)}。", "请检查文件名和所在的文件夹。") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, Unfit):
        raise FupinError(
            f"“{path}”不是 fupin 写的记录，或者已经损坏。", "请用 --record 写出的那个 .json 文件。"
        ) from None
    genuine = None
    if key is not None:
        genuine = hmac.compare_digest(mark.encode(), _signature(body, key).encode())
    intact = hashlib.sha256(canonical(body)).hexdigest() == stated
    return Loaded(record, intact, signature is not None, genuine)


def _signature(body: Any, key: bytes) -> str:
    return hmac.new(key, canonical(body), hashlib.sha256).hexdigest()
