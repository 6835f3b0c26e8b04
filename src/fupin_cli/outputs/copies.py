"""Where working copies go, and that they never replace a ledger."""

import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from fupin_cli.errors import FupinError, because
from fupin_cli.outputs.files import write_whole
from fupin_cli.privacy import mask_text

BESIDE = "校验结果"
_WORKBOOKS = frozenset({".xlsx", ".xlsm"})
_OTHERS = frozenset({".xls", ".et", ".xlsb", ".ods", ".csv", ".html", ".pdf", ".docx", ".json", ".txt"})


def annotated_path(target: Path, source: Path, sources: Sequence[Path], suffix: str) -> Path:
    """Where the marked copy of `source` goes: the file `target`, or a name in the folder `target`.

    Raises:
        FupinError: a file name for several workbooks, or a name that does not fit the copy's format.
    """
    if target.suffix.lower() in _WORKBOOKS and not target.is_dir():
        if len(sources) > 1:
            raise FupinError(
                f"有{len(sources)}个台账，不能都写进一个文件“{target}”。", "请在 --annotate 后面写文件夹。"
            )
        if target.suffix.lower() != suffix:
            raise FupinError(f"“{target}”的后缀与内容不符。", f"请改成 {target.with_suffix(suffix).name}。")
        return target
    if target.suffix.lower() in _OTHERS and not target.is_dir():
        raise FupinError(f"标注副本不能写成“{target}”。", "请写文件夹，或以 .xlsx 结尾的文件名。")
    root = _common(sources)
    return target / source.parent.resolve().relative_to(root) / f"{_stem(source, sources)}.标注{suffix}"


def fixed_path(source: Path, sources: Sequence[Path], folders: Sequence[Path], suffix: str) -> Path:
    """Where the repaired copy of `source` goes: into 校验结果 beside the ledgers' folder.

    `folders` are the workspace's ledger folder and the folders given on the command line; a file that lies in
    none of them has its own folder for the ledgers' folder.
    """
    here = source.resolve()
    home = next(
        (folder.resolve() for folder in folders if here.is_relative_to(folder.resolve())), here.parent
    )
    inside = here.parent.relative_to(home)
    return home.parent / BESIDE / inside / f"{_stem(source, sources)}.修正{suffix}"


def _stem(source: Path, sources: Sequence[Path]) -> str:
    """What a copy is called but for its ending: as its ledger, long numbers masked, and as no other one's copy."""
    beside = [other for other in sources if other.parent == source.parent]
    twins = [other for other in beside if other != source and other.stem == source.stem]
    name = source.name if twins else source.stem
    masked = _masked(name)
    alike = sorted(other.name for other in beside if masked in {_masked(other.stem), _masked(other.name)})
    return masked if masked == name or len(alike) < 2 else f"{masked}（{alike.index(source.name) + 1}）"


def _masked(name: str) -> str:
    return mask_text(name).replace("*", "_")  # Windows 的文件名里不能有星号


def _common(sources: Sequence[Path]) -> Path:
    import os

    return Path(os.path.commonpath([source.parent.resolve() for source in sources]))


def deliver_copy(path: Path, content: bytes, inputs: Iterable[Path]) -> None:
    """Write a copy, making its folder, which goes again where the copy cannot be written; readable by the user alone.

    Raises:
        FupinError: `path` is one of the ledgers themselves, or cannot be written.
    """
    if path.exists() and any(path.samefile(source) for source in inputs if source.exists()):
        raise FupinError(f"“{path}”就是要校验的台账，不能覆盖。", "请换一个文件名或文件夹。")
    made = [folder for folder in path.parents if not folder.exists()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FupinError(f"建不了文件夹“{path.parent}”：{because(error)}。", "请换一个能写的位置。") from None
    try:
        write_whole(path, content)
    except BaseException:
        for folder in made:
            with contextlib.suppress(OSError):  # 里面已经有别的副本
                folder.rmdir()
        raise
