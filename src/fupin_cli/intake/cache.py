"""Judged workbooks kept in the workspace's `.fupin` folder, so that a second run need not read them again.

Only where fupin.toml says `cache = true`: what is kept holds what the ledgers hold, personal data included, readable
by the user alone. An entry is named by the workbook's place and by a digest of all that its content depends on:
its bytes and name, the workspace's own headers, and the program that read it. A workbook has one entry at most.
Workbooks behind a password are never kept.
"""

import contextlib
import hashlib
import os
import tempfile
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from fupin_cli.intake.judged import Asked, Judged
from fupin_cli.reading.model import Reading

if TYPE_CHECKING:
    import pyarrow as pa

FOLDER = ".fupin"
_SUFFIX = ".parquet"
_ABOUT, _SEAL = b"fupin", b"seal"
_CODE = ("vocabulary", "reading", "intake", "judging.py", "findings.py", "__init__.py")


class Cache(Struct):
    """The entries in one folder; `notes` are what a person should know of it."""

    folder: Path
    notes: list[str] = field(default_factory=list)

    @classmethod
    def below(cls, root: Path) -> "Cache | None":
        """The cache of the workspace at `root`; None where its folder cannot be made, which is no reason to stop."""
        folder = root / FOLDER
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        except OSError:
            return None
        return cls(folder)

    def find(self, path: Path, asked: Asked) -> Path | None:
        """The entry for the workbook as it is now, if there is one."""
        try:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            return None  # 读不了的文件由读取那一步说明
        entry = self._entry(path, content, asked)
        return entry if entry.is_file() else None

    def load(self, entry: Path, path: Path) -> Judged | None:
        """What the entry holds; None, and a note, where it is damaged."""
        import pyarrow.parquet as pq

        from fupin_cli.intake.packing import unpack

        try:
            with pq.ParquetFile(entry, page_checksum_verification=True) as file:
                packed = file.read(use_threads=False)
            about = packed.schema.metadata
            if hashlib.sha256(about[_ABOUT]).digest() != about[_SEAL]:
                raise ValueError("the seal is broken")
            return unpack(packed, str(path))
        except FileNotFoundError:
            return None  # 别的进程刚换成了新的
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            self.notes.append(f"“{path}”的缓存坏了，没有用，已重新读取台账。")
            return None

    def store(self, packed: "pa.Table", reading: Reading, asked: Asked) -> None:
        """Keep a judged workbook, whole or not at all; what cannot be written is not kept."""
        import pyarrow.parquet as pq

        if "加密" in reading.format:
            return
        path = Path(reading.path)
        about = packed.schema.metadata
        sealed = packed.replace_schema_metadata({**about, _SEAL: hashlib.sha256(about[_ABOUT]).digest()})
        entry = self._entry(path, reading.sha256, asked)
        temporary = ""
        try:
            handle, temporary = tempfile.mkstemp(dir=self.folder, suffix=".tmp")  # 只有本人可读
            with os.fdopen(handle, "wb") as stream:
                pq.write_table(
                    sealed, stream, compression="zstd", use_dictionary=False, write_statistics=False,
                    write_page_checksum=True,
                )  # fmt: skip
            Path(temporary).replace(entry)
            for other in self.folder.glob(f"{entry.name.split('-')[0]}-*{_SUFFIX}"):
                if other != entry:
                    other.unlink(missing_ok=True)
        except OSError:
            with contextlib.suppress(OSError):
                Path(temporary).unlink(missing_ok=True)

    def entries(self) -> list[Path]:
        """All entries, and what interrupted runs have left."""
        return [path for path in sorted(self.folder.iterdir()) if path.suffix in {_SUFFIX, ".tmp"}]

    def clear(self) -> int:
        """Remove all entries and the folder; returns the bytes freed."""
        freed = 0
        for path in self.entries():
            freed += path.stat().st_size
            path.unlink()
        (self.folder / ".gitignore").unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # 用户自己放进去的东西不动
            self.folder.rmdir()
        return freed

    def _entry(self, path: Path, content: str, asked: Asked) -> Path:
        place = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:20]
        depends = "\0".join((content, path.name, repr(asked.maps), _program()))
        return self.folder / f"{place}-{hashlib.sha256(depends.encode()).hexdigest()[:32]}{_SUFFIX}"


@once
def _program() -> str:
    """A digest of the code that reads and judges, and of the reader's version."""
    from importlib.metadata import version

    from fupin_cli.catalogue.loader import shipped

    package = Path(__file__).parents[1]
    digest = hashlib.sha256(f"{version('python-calamine')} {shipped().version}".encode())
    for name in _CODE:
        place = package / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(path.read_bytes())
    return digest.hexdigest()
