"""快照: a sealed copy of a period's ledgers, the 期初 of the next."""

import hashlib
import json
import shutil
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fupin_cli.errors import FupinError, because
from fupin_cli.workspace import SNAPSHOTS, workbooks

SEAL = "封存.json"
_SYSTEM = frozenset({"Thumbs.db", "desktop.ini"})  # 打开文件夹就会生成，不是谁改的


def seal(root: Path, ledger_folder: Path, period: str, files: Iterable[Path]) -> Path:
    """Copy `files` to 快照/<period>/, each with its hash, read-only; whole or not at all.

    Raises:
        FupinError: the period is sealed already, or the copy cannot be made.
    """
    target = root / SNAPSHOTS / period
    if target.exists():
        raise FupinError(
            f"{period}已经封存在“{target}”。", "封存后不再改动；确要重做，请先把这个文件夹移走。"
        )
    target.parent.mkdir(exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".fupin-", dir=target.parent))
    try:
        records = []
        for source in files:
            inside = (
                source.relative_to(ledger_folder)
                if source.is_relative_to(ledger_folder)
                else Path(source.name)
            )
            copy = staging / inside
            copy.parent.mkdir(parents=True, exist_ok=True)
            content = source.read_bytes()
            copy.write_bytes(content)
            shutil.copystat(source, copy)
            copy.chmod(stat.S_IRUSR)
            records.append(
                {
                    "file": inside.as_posix(),
                    "sha256": hashlib.sha256(content).hexdigest(),
                    "bytes": len(content),
                }
            )
        text = json.dumps({"period": period, "files": records}, ensure_ascii=False, indent=1) + "\n"
        (staging / SEAL).write_text(text, encoding="utf-8")
        (staging / SEAL).chmod(stat.S_IRUSR)
        staging.rename(target)
    except OSError as error:
        remove(staging)
        raise FupinError(f"封存不了“{target}”：{because(error)}。", "请检查磁盘空间和权限。") from None
    return target


def broken(root: Path, period: str) -> list[str]:
    """What has been changed in a sealed period since, in words; empty where the seal holds.

    Raises:
        FupinError: the period has not been sealed, or its list is damaged.
    """
    folder = root / SNAPSHOTS / period
    if not (folder / SEAL).is_file():
        raise FupinError(f"{period}没有封存过。", f"运行 fupin snapshot {period} 封存。")
    try:
        records: list[dict[str, Any]] = json.loads((folder / SEAL).read_text(encoding="utf-8"))["files"]
        listed = {record["file"]: record["sha256"] for record in records}
    except (ValueError, KeyError, TypeError):
        raise FupinError(f"“{folder / SEAL}”损坏，读不出来。", "请从备份恢复这个文件夹。") from None
    there = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(("~$", ".")) and path.name not in _SYSTEM
    }
    found = [f"少了{name}" for name in listed if name not in there]
    found += [f"多了{name}" for name in sorted(there) if name not in listed and name != SEAL]
    for name, digest in listed.items():
        if name in there and hashlib.sha256(there[name].read_bytes()).hexdigest() != digest:
            found.append(f"{name}被改过")
    return found


def files(root: Path, period: str) -> list[Path]:
    """The workbooks of a sealed period, for reading.

    Raises:
        FupinError: something in it is not as it was sealed.
    """
    folder = root / SNAPSHOTS / period
    if not (folder / SEAL).is_file():
        raise FupinError(
            f"“{folder}”不是 fupin snapshot 封存的，不能作期初。",
            f"请把它移走，再用 fupin snapshot {period} 封存。",
        )
    changed = broken(root, period)
    if changed:
        raise FupinError(
            f"{period}的快照在封存以后被动过，不能作期初：{'、'.join(changed)}。",
            f"请从备份恢复“{folder}”；确实以现在的为准，移走它再重新封存。",
        )
    return workbooks(folder)


def remove(folder: Path) -> None:
    """Take a half-made copy away; read-only files are made writable first (Windows asks for it)."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    shutil.rmtree(folder)
