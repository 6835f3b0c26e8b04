"""Official documents for notebooks and programs."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from fupin_cli.api.ledgers import Day, OnePath, Source, settled
from fupin_cli.errors import FupinError
from fupin_cli.office import documents
from fupin_cli.outputs.files import write_whole

Format = Literal["docx", "md", "html"]
_FORMATS = ("docx", "md", "html")


@dataclass(frozen=True)
class Report:
    """A document that was written.

    Attributes:
        content: its bytes.
        format: docx, md or html; the latter two show themselves in a notebook.
        troubles: what validating and reconciling say of the ledgers behind its figures.
    """

    content: bytes = field(repr=False)
    format: Format
    troubles: tuple[str, ...]

    @property
    def text(self) -> str:
        """The source of a Markdown or HTML document.

        Raises:
            FupinError: it is a Word document.
        """
        if self.format == "docx":
            raise FupinError("Word 文档不是文字，不能直接显示。", "请用 save 存成文件，或写 format='md'。")
        return self.content.decode("utf-8")

    def save(self, path: OnePath) -> Path:
        """Write it whole or not at all; an existing file is replaced.

        Raises:
            FupinError: the file cannot be written.
        """
        target = Path(os.fspath(path))
        write_whole(target, self.content)
        return target

    def _repr_markdown_(self) -> str | None:
        return self.text if self.format == "md" else None

    def _repr_html_(self) -> str | None:
        return self.text if self.format == "html" else None


def report(
    ledgers: Source = None,
    *,
    kind: str = "工作总结",
    topic: str = "",
    format: Format = "docx",
    template: OnePath | None = None,
    tables: bool = False,
    workspace: OnePath | None = None,
    town: str | None = None,
    village: str | None = None,
    county: str | None = None,
    period: str | None = None,
    as_of: Day = None,
    password: str | None = None,
) -> Report:
    """Write the official document of a place and period, as `fupin report` does.

    Args:
        ledgers: what `read` gave, or what it takes; a workspace is needed.
        kind: 工作总结, 工作报告, 整改报告, 村级汇报, 专项, 定点帮扶, 行业部门.
        topic: of a 专项 its line of work, of a 整改报告 the source of its problems.
        format: docx, md or html.
        template: a template of one's own (.j2, or .docx for Word).
        tables: annexes by village (by town for a county).
        workspace: as for `read`.
        town: may be left out where the workspace has only one.
        village: the document of this village.
        county: of all towns of this county, instead of a town.
        period: 2023, 2023H1, 2023Q3, 2023-05 or 2023-03-01..2023-05-31; the workspace's own if left out.
        as_of: the day on which stocks are taken, if earlier than the period's last.
        password: opens encrypted workbooks.

    Raises:
        FupinError: no workspace, unknown place, period, kind or format, a broken template, no ledger.
    """
    if format not in _FORMATS:
        raise FupinError(f"不能写成“{format}”格式。", f"可用的有：{'、'.join(_FORMATS)}。")
    read = settled(ledgers, workspace=workspace, password=password)
    scope = read.scope(town, village, county, period, as_of)
    request = documents.request(
        read.session,
        scope,
        kind=kind,
        topic=topic,
        template=Path(os.fspath(template)) if template is not None else None,
        tables=tables,
    )
    with documents.looking(read.session, read.gathered, scope) as troubles_of:
        paper = documents.write(read.session, scope, request, format)
        return Report(paper.content, format, tuple(troubles_of(paper.figures)))
