"""What validate does between options and bytes: formats, working copies, the list of known findings."""

import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath

from msgspec import Struct, field

from fupin_cli.baseline import Entry
from fupin_cli.catalogue.entries import Catalogue
from fupin_cli.errors import FupinError
from fupin_cli.gathering import Gathered
from fupin_cli.outputs import findings as shown
from fupin_cli.session import Session
from fupin_cli.validating import Selection, Validation

_PRIVATE = "其中有个人信息，只有本人可读，请勿外传。"


def refuse_overwriting(outputs: Iterable[Path | None], inputs: Sequence[Path]) -> None:
    """A result never replaces a ledger.

    Raises:
        FupinError: an output is one of the inputs.
    """
    for output in outputs:
        if output is not None and output.exists() and any(output.samefile(p) for p in inputs if p.exists()):
            raise FupinError(f"“{output}”就是要校验的台账，不能覆盖。", "请换一个文件名。")


def refuse_writing(**outputs: object) -> None:
    """What is watched would change with every copy that is written.

    Raises:
        FupinError: an option that writes files is given.
    """
    for name, given in outputs.items():
        if given:
            raise FupinError(
                f"--watch 只显示结果，不能同时用 --{name.replace('_', '-')}。", "请去掉其中一个。"
            )


def room(output: Path | None) -> int | None:
    """Columns of the terminal that findings are shown on; None for files and pipes, which are not wrapped."""
    return shutil.get_terminal_size().columns if output is None and sys.stdout.isatty() else None


def rendered(
    format: str, gathered: Gathered, result: Validation, renderer: shown.Renderer, catalogue: Catalogue
) -> str:
    """The findings in a format for programs or browsers."""
    if format == "json":
        return shown.as_json(gathered, result, renderer)
    if format == "csv":
        return shown.as_csv(result, renderer)
    if format == "sarif":
        from fupin_cli.outputs.sarif import as_sarif

        return as_sarif(gathered, result, renderer)
    if format in {"github", "gitlab"}:
        from fupin_cli.outputs.hosts import as_github, as_gitlab

        return (as_github if format == "github" else as_gitlab)(result, renderer)
    from fupin_cli.pages.findings import as_html

    return as_html(gathered, result, renderer, catalogue)


def write_annotated(
    target: Path, gathered: Gathered, result: Validation, catalogue: Catalogue, password: str | None
) -> list[str]:
    """Write a marked copy of every ledger that could be read; what to say about them."""
    from fupin_cli.outputs.annotated import annotate
    from fupin_cli.outputs.copies import annotated_path, deliver_copy
    from fupin_cli.outputs.copying import open_copy

    renderer = shown.Renderer(catalogue, show_pii=True)
    readings = [reading for reading in gathered.readings if reading.tables or reading.findings]
    sources = [Path(reading.path) for reading in readings]
    said = []
    written: list[Path] = []
    for reading, source in zip(readings, sources, strict=True):
        if any(finding.code == "RD011" for finding in reading.findings):
            continue
        copy = open_copy(reading, password)
        path = annotated_path(target, source, sources, copy.suffix)
        found = [finding for finding in result.findings if finding.place.file == reading.path]
        deliver_copy(path, annotate(copy, reading.tables, found, renderer), sources)
        written.append(path)
        said += [f"注意：{path.name}：{lost}。" for lost in copy.lost]
    if written:
        where = str(written[0]) if len(written) == 1 else f"{target}（{len(written)}个）"
        said.append(f"标注副本已写入 {where}，{_PRIVATE}")
    return said


def write_fixed(
    gathered: Gathered,
    session: Session,
    selection: Selection,
    folders: Sequence[Path],
    password: str | None,
) -> list[str]:
    """Write a repaired copy of every ledger that has something to repair; what to say about them."""
    from fupin_cli.outputs.copies import deliver_copy, fixed_path
    from fupin_cli.outputs.copying import open_copy
    from fupin_cli.outputs.fixing import fix, repairs

    titles = {rule.code: rule.title for rule in session.catalogue.cells if rule.fixable}
    homes = [*([session.workspace.ledger_folder] if session.workspace else []), *folders]
    inputs = [Path(reading.path) for reading in gathered.readings]
    said = []
    for reading in gathered.readings:
        found = repairs(reading.tables, lambda code: code in titles and selection.wants(code))
        if not found:
            continue
        copy = open_copy(reading, password)
        content, done = fix(copy, found, titles)
        if not done:
            continue
        path = fixed_path(Path(reading.path), inputs, homes, copy.suffix)
        deliver_copy(path, content, inputs)
        said += [f"注意：{path.name}：{lost}。" for lost in copy.lost]
        said.append(f"修正了{len(done)}处，写入 {path}，改动列在工作表“修正记录”；{_PRIVATE}")
    return said or ["没有可以自动修正的地方。"]


class Known(Struct):
    """The list of known findings, if one is used."""

    path: Path | None
    update: bool
    entries: Counter[Entry] = field(default_factory=Counter)

    @classmethod
    def open(cls, given: Path | None, session: Session, *, update: bool) -> "Known":
        """The file of --baseline, else that of fupin.toml.

        Raises:
            FupinError: it cannot be read, or is to be updated and nobody said where it is.
        """
        from fupin_cli.baseline import load

        path = given
        if path is None and session.workspace is not None and session.workspace.config.validate_.baseline:
            path = session.workspace.root / session.workspace.config.validate_.baseline
        if path is None:
            if update:
                raise FupinError("没有说清单写到哪里。", "请加 --baseline 基线.json。")
            return cls(None, update)
        if update and not path.exists():
            return cls(path, update)
        return cls(path, update, load(path))

    def apply(self, result: Validation, gathered: Gathered) -> list[str]:
        """Take known findings out of the result, or write them down; what to say about it."""
        if self.path is None:
            return []
        from fupin_cli.addresses import Addresses
        from fupin_cli.baseline import compare, dump, updated
        from fupin_cli.outputs.files import write_whole

        addresses = Addresses(gathered)
        names = {PurePath(reading.path).name for reading in gathered.readings}
        if self.update:
            known = updated(result.findings, self.entries, addresses, names)
            write_whole(self.path, dump(known))
            result.findings = []
            return [
                f"已把{known.total()}处问题记进 {self.path}，以后不再显示；清单里有文件名和表名，请勿外传。"
            ]
        compared = compare(result.findings, self.entries, addresses)
        result.findings = compared.new
        said = [f"另有{compared.known}处是 {self.path} 里已知的问题，没有显示。"] if compared.known else []
        unused = {key: count for key, count in compared.unused.items() if key.file in names}
        if unused:
            listed = "、".join(dict.fromkeys(f"{key.file} 的 {key.code}" for key in sorted(unused)))
            gone = f"{self.path} 里有{sum(unused.values())}条已经不存在了（{listed}）"
            said.append(f"{gone}，可用 --update-baseline 更新清单。")
        return said
