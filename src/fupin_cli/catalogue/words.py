"""The words of a SQL predicate: its columns, functions and policy parameters, without a SQL parser.

Entries are short expressions; a tokenizer is enough to know what they use, and costs nothing at start-up.
"""

import re
import string
from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from fupin_cli.patterns import regex

_KEYWORDS = """
    and or not in is null like between case when then else end distinct exists select from where
    group by order having filter as on join left inner outer true false cast date interval asc desc
    limit union all using over partition decimal varchar bigint integer integer double int boolean
    escape any with
"""
KEYWORDS = frozenset(_KEYWORDS.split())

# 只用两个引擎（DuckDB、Spark）上含义相同的函数；月份按 年×12+月 计算，比例用交叉相乘
_FUNCTIONS = """
    count sum min max abs round coalesce nullif length left right substr substring upper lower trim
    replace concat year month day greatest least bool_or bool_and regexp_matches starts_with
    ends_with contains strpos floor ceil count_if lag last_day
"""
FUNCTIONS = frozenset(_FUNCTIONS.split())

# 目录自己的宏，定义在 engine/macros
MACROS = frozenset({"含", "空", "有", "月序", "日序", "相隔天数", "周岁", "项数"})

# 时期给的数，不是政策参数
GIVEN = frozenset({"数据日", "年初", "期初", "期末", "上期末", "年度"})

_TOKEN = regex(r"'(?:[^']|'')*'|\"[^\"]+\"|:?[^\W\d]\w*(?:\.[^\W\d]\w*)?|\d+(?:\.\d+)?|\S")
# 字符串、数、半角的符号，都不是名称
_NO_NAME = frozenset(string.punctuation + string.digits) - frozenset(':_"')
_FULLWIDTH = regex("[＝＞＜，“”‘’；（）]")


class Words(Struct, frozen=True):
    """What an expression uses. `literals` are (column, value) pairs of comparisons with = <> IN."""

    columns: frozenset[str]
    functions: frozenset[str]
    parameters: frozenset[str]
    relations: frozenset[str]


def tokens(sql: str) -> list[str]:
    """Strings, names (`台账.户` is one), numbers and signs of `sql`, in order."""
    return _TOKEN.findall(sql)


def fullwidth_sign(sql: str) -> str | None:
    """The first full-width sign outside quotes: DuckDB would glue it into a name."""
    match = _FULLWIDTH.search(re.sub(r"'(?:[^']|'')*'", "''", sql))
    return match[0] if match else None


def filled(sql: str, values: Mapping[str, str]) -> str:
    """`sql` with its parameters (`:名字`) replaced by the SQL that `values` has for them; others stay."""
    if ":" not in sql:
        return sql
    return _TOKEN.sub(
        lambda match: values.get(match[0][1:], match[0]) if match[0][0] == ":" else match[0], sql
    )


@cache
def words(sql: str) -> Words:
    """Collect the names that `sql` uses."""
    columns, functions, parameters, relations = set(), set(), set(), set()
    listed = ["", *tokens(sql), ""]
    names = ((at, token) for at, token in enumerate(listed) if token and token[0] not in _NO_NAME)
    for at, token in names:
        if token[0] == ":":
            if len(token) > 1:
                parameters.add(token[1:])
        elif "." in token and token.split(".")[0] in {"台账", "上期"}:
            relations.add(token)
        elif token.lower() in KEYWORDS:
            continue
        elif listed[at + 1] == "(":
            functions.add(token)
        elif listed[at - 1].lower() != "as":
            columns.add(token.strip('"').split(".")[-1])
    return Words(frozenset(columns), frozenset(functions), frozenset(parameters), frozenset(relations))
