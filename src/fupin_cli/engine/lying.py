"""An exported ledger for an engine that reads its Parquet files itself: the query that makes its own rows of them.

The driver knows the tables (file, sheet, period, day, absent columns); the cells stay where they lie.
"""

from collections.abc import Sequence
from pathlib import Path

from fupin_cli.catalogue.literals import literal
from fupin_cli.engine.dataset import SYSTEM, Dataset, Member
from fupin_cli.intake.stored import StoredTable
from fupin_cli.vocabulary.ledger import PLACE, columns
from fupin_cli.vocabulary.registry import ledgers

FILES, TABLES = "{}_文件_{}", "{}_表_{}"
# 名称 → 类型，两个引擎都认得的写法
MEMBERS = {
    "表号": "INT",
    "首": "BIGINT",
    "_t": "STRING",
    "数据日": "STRING",
    "期间": "STRING",
    "缺列": "STRING",
}
_MOST_PLACES = 100
_Line = tuple[int, int, str, str, str, str]


def stored_in(dataset: Dataset, ledger: str) -> Path | None:
    """The exported folder in which the rows of `ledger` lie; None where they are in memory."""
    folders = {typed.store for m in dataset.of(ledger) if isinstance(typed := m.typed, StoredTable)}
    return folders.pop() if len(folders) == 1 else None


def stored_rows(dataset: Dataset, ledger: str, schema: str) -> tuple[Path, list[_Line], str]:
    """The folder, a line a table (MEMBERS), and the query over FILES and TABLES that makes the ledger's own rows."""
    known = columns(ledgers()[ledger])
    bound = dataset.bound(ledger)
    names = [name for name in known if name in bound or name in PLACE]
    lines: list[_Line] = []
    folder = Path()
    for order, member in enumerate(dataset.of(ledger)):
        typed = member.typed
        assert isinstance(typed, StoredTable)
        folder = typed.store
        absent = [name for name in names if name not in typed.columns and name not in PLACE]
        lacking = "," + "".join(f"{name}," for name in absent) if absent else ""
        day = member.day.isoformat()
        lines.append((typed.number, member.first_id, str(order), day, member.period, lacking))
    picked = {
        "_id": "t.首 + p.位置",
        "_t": "t._t",
        "_row": "p.行号",
        "坏列": "CASE WHEN p.坏列 = '' THEN t.缺列 WHEN t.缺列 = '' THEN concat(',', p.坏列) "
        "ELSE concat(t.缺列, p.坏列) END",
        "户主号": "p.户主号",
        "数据日": "t.数据日",
        "期间": "t.期间",
    }
    assert tuple(picked) == SYSTEM
    for name in names:
        picked[name] = f"coalesce(p.{name}, '')" if known[name].kind.sql == "VARCHAR" else f"p.{name}"
    listed = ", ".join(f"{sql} AS {name}" for name, sql in picked.items())
    files, tables = FILES.format(schema, ledger), TABLES.format(schema, ledger)
    joined = f"SELECT {listed} FROM {files} p JOIN {tables} t ON p.表号 = t.表号"
    places = [condition for level in ("县", "乡") if (condition := _of_places(dataset.of(ledger), level))]
    return folder, lines, f"{joined} WHERE {' AND '.join(places)}" if places else joined


def _of_places(members: Sequence[Member], level: str) -> str:
    """A condition on the partitions that the tables' rows can lie in; '' where a table may have rows of any.

    The join would drop the other partitions' rows as well, but only after reading them. Not with many places:
    rows or files are compared with each name of the list, which over a province costs more than all rules do.
    """
    stated = {"" if level in m.typed.columns else m.typed.table.place.get(level, "") for m in members}
    if "" in stated or len(stated) > _MOST_PLACES:
        return ""
    return f"(p.{level} IS NULL OR p.{level} IN ({', '.join(literal(name) for name in sorted(stated))}))"
