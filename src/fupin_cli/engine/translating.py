"""From the catalogue's SQL (DuckDB's dialect) to Spark SQL: macros put in, names quoted, meanings kept.

sqlglot does most of it. What is done here is what it would leave with another meaning: `concat` skips NULL in
DuckDB and yields NULL in Spark; a list keeps no order unless it is sorted; a macro is no function in Spark; a
table in a schema is a temporary view there, and views have no schema.
"""

from functools import cache
from typing import Any

import sqlglot
from sqlglot import exp

from fupin_cli.engine.macros import MACROS

_TABLES = frozenset({"原表", "上期原表"})


@cache
def to_spark(sql: str) -> str:
    """A query of ours as Spark SQL.

    Raises:
        sqlglot.errors.ParseError: `sql` is no SQL.
    """
    tree = _all_changed(sqlglot.parse_one(sql, read="duckdb"))
    return str(tree.sql(dialect="spark", identify=True, unsupported_level=sqlglot.ErrorLevel.RAISE))


def _all_changed(tree: Any) -> Any:
    """Every node changed, the inner ones first: a macro may stand in a `concat`, and a `concat` in a macro."""
    for node in reversed(list(tree.walk())):
        changed = _changed(node)
        if changed is node:
            continue
        if node is tree:
            tree = changed
        else:
            node.replace(changed)
    return tree


_MANY = 20


def split(sql: str, name: str) -> tuple[str, str]:
    """The subquery of a wide SELECT, and `sql` over a table `name` in its place; ('', sql) where none is wide.

    The wide one may itself stand in a `SELECT * FROM (…) WHERE …`.
    """
    tree = sqlglot.parse_one(sql, read="duckdb")
    wide = tree
    inner = _inner(wide)
    while inner is not None and len(wide.expressions) < _MANY:
        wide, inner = inner, _inner(inner)
    if inner is None:
        return "", sql
    source = _from(wide)
    source.set("this", exp.Table(this=exp.to_identifier(name), alias=source.this.args.get("alias")))
    return inner.sql(dialect="duckdb"), tree.sql(dialect="duckdb")


def _inner(select: Any) -> Any:
    """The one subquery that a SELECT reads; None where it reads something else or more."""
    source = _from(select)
    if source is None or select.args.get("joins") or not isinstance(source.this, exp.Subquery):
        return None
    return source.this.this


def _from(select: Any) -> Any:
    return select.args.get("from_") or select.args.get("from")


@cache
def _macros() -> dict[str, tuple[tuple[str, ...], Any]]:
    return {
        name: (arguments, _all_changed(sqlglot.parse_one(body, read="duckdb")))
        for name, arguments, body in MACROS
    }


def _changed(node: Any) -> Any:
    if isinstance(node, exp.Anonymous) and node.name in _macros():
        return _expanded(node)
    if isinstance(node, exp.Table) and node.db in _TABLES:
        named = exp.to_identifier(view(node.db, node.name))
        return exp.Table(this=named, alias=node.args.get("alias"))
    if isinstance(node, exp.Mode):
        return exp.Anonymous(this="mode", expressions=[node.this, exp.true()])
    if isinstance(node, exp.Where):
        return exp.Where(this=node.this.unnest())  # Spark 把 t WHERE (甲) 读成别名叫 WHERE、有一列甲的表
    if isinstance(node, exp.Select):
        return _one_generator(node)
    if isinstance(node, exp.Concat):
        parts = [_text(each.copy()) for each in node.expressions]
        return exp.Concat(expressions=parts, safe=True, coalesce=False)
    return node


def _one_generator(select: Any) -> Any:
    """Lists unnested side by side become one generator, which is all that Spark allows in a SELECT."""
    lists = [one for one in select.expressions if isinstance(one.unalias(), (exp.Explode, exp.Unnest))]
    if len(lists) < 2:
        return select
    zipped = exp.Anonymous(this="arrays_zip", expressions=[_list(one.unalias()) for one in lists])
    names = [exp.to_identifier(one.alias) for one in lists]
    both = exp.Aliases(this=exp.Anonymous(this="inline", expressions=[zipped]), expressions=names)
    kept = [one for one in select.expressions if one not in lists]
    select.set("expressions", [*kept, both])
    return select


def _list(unnested: Any) -> Any:
    return unnested.expressions[0] if isinstance(unnested, exp.Unnest) else unnested.this


def _text(part: Any) -> Any:
    """A part of `concat` as a text that is never NULL."""
    if part.is_string:
        return part
    return exp.Coalesce(this=exp.cast(part, "VARCHAR"), expressions=[exp.Literal.string("")])


def _expanded(call: Any) -> Any:
    """A macro's body with what it is called with in place of its parameters."""
    arguments, body = _macros()[call.name]
    given = dict(zip(arguments, call.expressions, strict=True))

    def filled(node: Any) -> Any:
        if isinstance(node, exp.Column) and node.name in given:
            return exp.paren(given[node.name].copy())
        return node

    return body.copy().transform(filled)


def view(schema: str, ledger: str) -> str:
    """The name under which Spark knows a ledger's own rows."""
    return f"{schema}_{ledger}"
