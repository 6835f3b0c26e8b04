"""What a paper with a red head needs beside its text: the head's and the imprint's elements (GB/T 9704-2012 7.2, 7.4)."""

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from fupin_cli.errors import FupinError
from fupin_cli.patterns import regex
from fupin_cli.reporting.document import Document
from fupin_cli.reporting.markup import official_date

_NUMBER = regex(r"[\u4e00-\u9fff]+〔\d{4}〕[1-9]\d*号")


class RedHead(Struct, frozen=True):
    """The head and the imprint (版记).

    Args:
        mark: 发文机关标志 (`某某镇人民政府文件`), in red over the 文号 and the red line.
        signer: 签发人 of a paper to a superior; the 文号 then stands on the left.
        copies: 抄送机关, in their order.
        printer: 印发机关; empty for no imprint.
        printed: 印发日期 as it is shown.
    """

    mark: str
    signer: str = ""
    copies: tuple[str, ...] = ()
    printer: str = ""
    printed: str = ""


def red_head(options: Mapping[str, Any], document: Document) -> RedHead:
    """The red head of `document` by the lines of [report]; mark and 印发日期 follow 署名 and 成文日期 if not given.

    Raises:
        FupinError: 文号, 印发机关 or 署名 is not given, 文号 is not written as the standard has it.
    """
    number, printer = document.number or "", _text(options.get("印发机关"))
    mark = _text(options.get("发文机关标志")) or _mark(document.signature or "")
    given = {"文号": number, "印发机关": printer, "发文机关标志": mark}
    lacking = [name for name, value in given.items() if not value]
    if lacking:
        names = "、".join(f"“{name}”" for name in lacking)
        raise FupinError(
            f"写红头文件还缺{names}（fupin.toml 里的文号只用于“标题”所说的、当期的那份材料）。",
            f'请在 fupin.toml 的 [report] 里写上，例如 "{lacking[0]}" = "{_EXAMPLES[lacking[0]]}"。',
        )
    if not _NUMBER.fullmatch(number):
        raise FupinError(
            f"文号“{number}”写法不对。",
            f"文号由机关代字、六角括号里的年份和不加零的顺序号组成，例如“{_EXAMPLES['文号']}”。",
        )
    printed, _ = official_date(_text(options.get("印发日期")))
    copies = options.get("抄送") or ()
    listed = re.split("[，,；;]", copies) if isinstance(copies, str) else copies
    return RedHead(
        mark=mark,
        signer=_text(options.get("签发人")),
        copies=tuple(name for item in listed if (name := item.strip().rstrip("。"))),
        printer=printer,
        printed=printed or document.date or "",
    )


_EXAMPLES = {"文号": "某政〔2024〕3号", "印发机关": "某某镇党政办公室", "发文机关标志": "某某镇人民政府文件"}


def _mark(signature: str) -> str:
    first = signature.partition("\n")[0].strip()
    return f"{first}文件" if first else ""


def _text(value: Any) -> str:
    return "、".join(value) if isinstance(value, list) else str(value or "").strip()
