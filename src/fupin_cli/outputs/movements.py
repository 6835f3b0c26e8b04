"""变动 as lines of text, as JSON records and as rows of the workbook."""

from collections.abc import Callable, Sequence
from typing import Any

from fupin_cli.reconciling import Movement, Mover

HEADER = ["类别", "范围", "期初", "新增", "减少", "期末", "单位", "没有来由的"]
NAMES = ["类别", "单位", "村", "新增或减少", "姓名", "编号或号码", "来由"]
MOST = 6
NO_REASON = "没有登记来由"
Hide = Callable[[str], str]


def text_lines(movements: Sequence[Movement], hide: Hide, *, everything: bool) -> list[str]:
    """A line a category, then the villages where somebody came or left, with names."""
    lines = []
    for movement in movements:
        moved = movement.came or movement.left
        if movement.whole:
            lines.append(f"    {movement.category}  {_balance(movement)}")
            if movement.village or not any(mover.village for mover in (*movement.came, *movement.left)):
                lines += _names(movement, hide, everything)
        elif moved:
            lines.append(f"      {movement.village}  {_balance(movement)}")
            lines += _names(movement, hide, everything)
    return lines


def _balance(movement: Movement) -> str:
    came, left = len(movement.came), len(movement.left)
    told = f"期初{movement.opening}＋新增{came}－减少{left}＝期末{movement.closing}{movement.unit}"
    unknown = len(movement.unexplained)
    return f"{told}，{unknown}{movement.unit}没有来由" if unknown else told


def _names(movement: Movement, hide: Hide, everything: bool) -> list[str]:
    """Who came and who left; those without a reason first."""
    lines = []
    for word, movers in (("新增", movement.came), ("减少", movement.left)):
        ordered = sorted(movers, key=lambda mover: mover.explained)
        shown = ordered if everything else ordered[:MOST]
        if shown:
            more = f" …… 还有{len(ordered) - len(shown)}{movement.unit}" if len(shown) < len(ordered) else ""
            lines.append(hide(f"        {word}：{'、'.join(_who(mover) for mover in shown)}{more}"))
    return lines


def _who(mover: Mover) -> str:
    reason = "，".join(part for part in (mover.because, "" if mover.explained else NO_REASON) if part)
    return f"{mover.name or mover.key}（{reason}）"


def records(movements: Sequence[Movement], hide: Hide) -> list[dict[str, Any]]:
    """JSON, whole."""
    return [
        {
            "category": movement.category,
            "unit": movement.unit,
            "village": movement.village or None,
            "opening": movement.opening,
            "came": len(movement.came),
            "left": len(movement.left),
            "closing": movement.closing,
            "movers": [
                {
                    "change": change,
                    "village": mover.village or None,
                    "key": hide(mover.key),
                    "name": mover.name or None,
                    "because": hide(mover.because) or None,
                    "explained": mover.explained,
                }
                for change, movers in (("came", movement.came), ("left", movement.left))
                for mover in movers
            ],
        }
        for movement in movements
    ]


def balance_rows(movements: Sequence[Movement], place: str) -> list[list[Any]]:
    """Rows under HEADER."""
    return [
        [
            m.category,
            m.village or place,
            m.opening,
            len(m.came),
            len(m.left),
            m.closing,
            m.unit,
            len(m.unexplained) or None,
        ]
        for m in movements
    ]


def name_rows(movements: Sequence[Movement], hide: Hide) -> list[list[Any]]:
    """Rows under NAMES, each mover once."""
    return [
        [
            movement.category,
            movement.unit,
            mover.village,
            change,
            mover.name,
            hide(mover.key),
            hide("，".join(p for p in (mover.because, "" if mover.explained else NO_REASON) if p)),
        ]
        for movement in movements
        if movement.whole
        for change, movers in (("新增", movement.came), ("减少", movement.left))
        for mover in movers
    ]
