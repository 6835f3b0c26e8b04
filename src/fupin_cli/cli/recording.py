"""--record of report and reconcile: the audit trail beside the result."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from fupin_cli.errors import FupinError

if TYPE_CHECKING:
    from fupin_cli.gathering import Gathered
    from fupin_cli.reconciling import Reconciliation
    from fupin_cli.recording.taking import Asked
    from fupin_cli.scope import Scope
    from fupin_cli.session import Session

RecordOption = Annotated[
    Optional[Path],  # noqa: UP045  Typer reads it
    typer.Option(
        "--record",
        metavar="文件",
        help="另写一份记录（.json）：用了哪些文件、每个数和每项核对是多少，以后用 fupin verify 复核。",
    ),
]
RecordKey = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--record-key",
        metavar="文件",
        help="用这个密钥文件给记录签名（一行32个以上的随机字符，自己保管）。",
    ),
]


def prepare(record: Path | None, key: Path | None, *others: Path | None) -> bytes | None:
    """The secret to sign with, if any; asked for before any work is done.

    Raises:
        FupinError: no .json, the name of another output, a key without a record, an unreadable key.
    """
    from fupin_cli.pseudonyms import read_key

    if record is None:
        if key is not None:
            raise FupinError("给了 --record-key，却没有加 --record。", "例如 --record 记录.json。")
        return None
    if record.suffix.lower() != ".json":
        raise FupinError(f"记录要写成 .json，现在是“{record.name}”。", "例如 --record 记录.json。")
    if any(other is not None and other.resolve() == record.resolve() for other in (*others, key)):
        raise FupinError(f"“{record}”另有用处，记录不能写在这里。", "请给记录换一个文件名。")
    return read_key(key) if key is not None else None


def keep(
    path: Path,
    key: bytes | None,
    asked: "Asked",
    session: "Session",
    gathered: "Gathered",
    scope: "Scope",
    result: "Reconciliation | None" = None,
    *,
    document: tuple[Path, bytes] | None = None,
    quiet: bool = False,
) -> None:
    """Write the record; a report is reconciled for it first."""
    from fupin_cli.cli import screen
    from fupin_cli.counting import Figures
    from fupin_cli.outputs.files import write_whole
    from fupin_cli.reconciling import reconcile
    from fupin_cli.recording import digest, sealed, take

    if result is None:
        config = session.home.config
        result = reconcile(scope, session.catalogue, config.waiver, policies=session.policies)
    figures = Figures(scope, session.catalogue)
    taken = take(asked, session, gathered, figures, result, document)
    write_whole(path, sealed(taken, key))
    screen.say(f"已写入记录 {path}，校验码 {digest(taken)}。", quiet=quiet)
