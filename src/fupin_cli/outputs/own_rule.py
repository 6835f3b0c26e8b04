"""A rule to start from: it stands as it is, and every line says what to put in its place."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from fupin_cli.catalogue.loader import shipped
from fupin_cli.catalogue.words import FUNCTIONS, MACROS
from fupin_cli.vocabulary.fields import Choice
from fupin_cli.vocabulary.ledger import COMMON, Column, columns
from fupin_cli.vocabulary.registry import ledgers

_SQL_WORDS = {"VARCHAR": "文字", "DATE": "日期", "BIGINT": "整数"}


def skeleton(ledger: str, code: str) -> str:
    """TOML of a rule over `ledger` that asks for a value in one of its columns, with comments all along."""
    known = columns(ledgers()[ledger])
    example = dict(ledgers()[ledger].examples[0])
    told = _asked(known, example)
    good = {name: value for name, value in example.items() if name == told or known[name].required}
    who = next((f"{{{name}}}" for name in good if name != told), "这一行")
    lines = [
        f"# 自己写的规则：查“{ledger}”。改好后运行 fupin rules test，例子都对了就可以用了。",
        "# 双引号里的列名、值要和台账的一样；符号（= < > , ( )）用半角；文字的值外面是单引号。",
        "",
        "[[rule]]",
        f'code = "{code}"  # 编号：大写字母加三位数字，不和别的规则相同',
        f'title = "{told}没有填"  # 一句话说明查的是什么',
        'severity = "warning"  # 轻重：error 错误，warning 疑点，info 提示',
        f'ledger = "{ledger}"  # 查哪张台账',
        'where = ""  # 只查哪些行，例如 "户类型 = \'脱贫户\'"；空着就是全部行',
        f"broken = \"空({told})\"  # 怎样算错。空着的文字是 ''，空着的数字、日期是 NULL",
        f'columns = ["{told}"]  # 标出哪一格',
        f'message = "{who}的{told}是空的。"  # 怎么说；花括号里写列名，会换成这一行的值',
        'hint = "请核实后补填。"  # 怎么改',
        'basis = ""  # 依据哪个文件，可以不写',
        "",
        "# 两个例子：bad 应当查出来，good 不应当查出来。写上判断要用的列就够了。",
        "[rule.bad]",
        f"{_text(ledger)} = [{_row({**good, told: ''})}]",
        "",
        "[rule.good]",
        f"{_text(ledger)} = [{_row(good)}]",
        "",
        f"# “{ledger}”可以用的列：",
        *(f"#   {column.name}：{_what(column)}" for column in known.values() if column.name not in COMMON),
        f"#   另有每种台账都可以带的 {'、'.join(COMMON)}",
        f"# 可以用的函数：{'、'.join(sorted(MACROS))}、{'、'.join(sorted(FUNCTIONS))}",
        "#   例如 含(健康状况, '残疾')、周岁(出生日期, 数据日) >= 60、月序(结束时间) - 月序(开始时间) > 12",
        f"# 各地各年不同的数写 :名字，如 年龄 > :劳动年龄上限；可用的有：{'、'.join(_policy_names())}",
        "#   没有的先写进 fupin.toml 的 [policy]",
    ]
    return "\n".join(lines) + "\n"


def _policy_names() -> list[str]:
    return list(dict.fromkeys(line.name for line in shipped().policy))


def _asked(known: Mapping[str, Column], example: Mapping[str, Any]) -> str:
    """A column of the example that a sheet may leave blank."""
    own = [name for name in example if name not in COMMON]
    return next((name for name in reversed(own) if not known[name].required), own[-1])


def _what(column: Column) -> str:
    kind = column.kind
    text = kind.label if kind.label != "文字" else _SQL_WORDS.get(kind.sql, "数")
    if isinstance(kind, Choice):
        text += f"（{'、'.join(kind.values)}）"
    return text + (f"，单位{column.unit}" if column.unit else "")


def _row(row: Mapping[str, Any]) -> str:
    return "{ " + ", ".join(f"{_text(name)} = {_value(value)}" for name, value in row.items()) + " }"


def _value(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
