"""Known findings, kept by what they are about and not by row number, so that sorting a list forgets none."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any

from msgspec import Struct, field

from fupin_cli.addresses import Addresses
from fupin_cli.errors import FupinError, because
from fupin_cli.findings import Finding
from fupin_cli.vocabulary.registry import ledgers

_PERSON = ("户编号", "人编号", "证件号码")
_VERSION = 1


class Entry(Struct, frozen=True, order=True):
    """A known finding: what a reader may see of it, and `id`, a hash of what it is about."""

    file: str
    ledger: str
    code: str
    field: str
    id: str


class Compared(Struct):
    """The findings that are new, how many were known, and known ones that are gone."""

    new: list[Finding] = field(default_factory=list)
    known: int = 0
    unused: Counter[Entry] = field(default_factory=Counter)


def entry(finding: Finding, addresses: Addresses) -> Entry:
    """The finding without its row number: code, file name, ledger, whom it is about, field and content."""
    file = PurePath(finding.place.file).name
    about: list[str] = [finding.household or ""]
    if addresses.row(finding) is None:
        about += [finding.place.sheet or "", *(f"{k}={v}" for k, v in sorted(finding.values.items()))]
    else:
        keys = ledgers()[finding.ledger].key if finding.ledger else ()
        about += [addresses.text(finding, name) for name in dict.fromkeys((*_PERSON, *keys))]
    content = repr(getattr(finding.raw, "shown", finding.raw))
    parts = [finding.code, file, finding.ledger or "", *about, finding.place.field or "", content]
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:20]
    return Entry(file, finding.ledger or "", finding.code, finding.place.field or "", digest)


def load(path: Path) -> Counter[Entry]:
    """The entries of a baseline file.

    Raises:
        FupinError: no such file, or not one that `--update-baseline` wrote.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["version"] != _VERSION:
            raise KeyError("version")
        return Counter(
            {
                Entry(item["file"], item["ledger"], item["code"], item["field"], item["id"]): item["count"]
                for item in data["known"]
            }
        )
    except FileNotFoundError:
        raise FupinError(
            f"找不到基线文件“{path}”。", "第一次使用请加 --update-baseline，把现有的问题记为已知。"
        ) from None
    except OSError as error:
        raise FupinError(f"读不了基线文件“{path}”：{because(error)}。", "请检查文件。") from None
    except (ValueError, KeyError, TypeError):
        raise FupinError(
            f"“{path}”不是基线文件，或者内容被改坏了。", "请删掉它，用 --update-baseline 重新生成。"
        ) from None


def compare(findings: Sequence[Finding], known: Counter[Entry], addresses: Addresses) -> Compared:
    """Take known findings out; an entry stands for as many findings as it counts."""
    left = known.copy()
    result = Compared()
    for finding in findings:
        key = entry(finding, addresses)
        if left[key] > 0:
            left[key] -= 1
            result.known += 1
        else:
            result.new.append(finding)
    result.unused = +left
    return result


def updated(
    findings: Sequence[Finding], known: Counter[Entry], addresses: Addresses, looked_at: set[str]
) -> Counter[Entry]:
    """The present findings, and the known ones of files that were not `looked_at` (file names)."""
    kept = Counter({key: count for key, count in known.items() if key.file not in looked_at})
    kept.update(entry(finding, addresses) for finding in findings)
    return kept


def dump(known: Counter[Entry]) -> bytes:
    """The baseline file's bytes, one entry a line."""
    lines = [json.dumps(_item(key, count), ensure_ascii=False) for key, count in sorted(known.items())]
    body = ",\n    ".join(lines)
    listed = f"[\n    {body}\n  ]" if lines else "[]"
    return f'{{\n  "version": {_VERSION},\n  "known": {listed}\n}}\n'.encode()


def _item(key: Entry, count: int) -> dict[str, Any]:
    return {
        "file": key.file,
        "ledger": key.ledger,
        "code": key.code,
        "field": key.field,
        "id": key.id,
        "count": count,
    }
