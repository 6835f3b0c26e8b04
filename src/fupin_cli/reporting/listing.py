"""Queries of templates: they list rows of the ledgers, and see nothing else.

A template may come from another office. DuckDB reads any file that a query names (`FROM 'x.csv'`), so only the
ledgers' relations stand where a table can, and only the catalogue's functions are called.
"""

from functools import cache

from fupin_cli.catalogue.words import FUNCTIONS, MACROS, tokens, words
from fupin_cli.errors import FupinError

_HINT = "查询写成 SELECT 列 FROM 台账.户 WHERE 条件，函数只用目录里的，照着自带模板写。"
_ENDS_FROM = frozenset({"where", "group", "order", "having", "limit", "union", "qualify", "select", "window"})
_KEYWORDS = (
    "with recursive into pragma lateral pivot unpivot table values describe summarize show call copy attach"
)
_FORBIDDEN = frozenset({";", *_KEYWORDS.split()})


@cache
def checked(sql: str) -> str:
    """The query itself.

    Raises:
        FupinError: it is no SELECT over the ledgers, or calls what the catalogue does not know.
    """
    listed = [token if token[0] == "'" else token.lower() for token in tokens(sql)]
    if not listed or listed[0] != "select" or _FORBIDDEN & set(listed):
        raise _refused(sql, "不是只列数据的查询")
    strange = sorted({name for name in words(sql).functions if name.lower() not in FUNCTIONS | MACROS})
    if strange:
        raise _refused(sql, f"用了不能用的函数{strange[0]}")
    for token in _tables(listed):
        if token != "(" and not token.startswith(("台账.", "上期.")):
            raise _refused(sql, f"要读的“{token}”不是台账")
    return sql


def failed(sql: str) -> FupinError:
    """What to say of a query that the engine cannot make out."""
    return _refused(sql, "里有写错的列名或写法")


def _refused(sql: str, because: str) -> FupinError:
    shown = sql if len(sql) <= 40 else f"{sql[:40]}……"
    return FupinError(f"模板里的查询“{shown}”{because}。", _HINT)


def _tables(listed: list[str]) -> list[str]:
    """What stands where a table does: behind FROM, behind JOIN, and behind each comma of a FROM."""
    found = []
    inside = [False]
    for token, following in zip(listed, [*listed[1:], ""], strict=True):
        if token == "(":
            inside.append(inside[-1])
        elif token == ")" and len(inside) > 1:
            inside.pop()
        elif token in _ENDS_FROM:
            inside[-1] = False
        if token == "from":
            inside[-1] = True
        opening = token == "(" and following != "select"
        if token in ("from", "join") or (inside[-1] and (token == "," or opening)):
            found.append(following)
    return found
