"""The people of a scope and the rows of a department's list, joined: by number, then by name."""

from collections.abc import Sequence
from typing import Any

from fupin_cli.catalogue.entries import Catalogue
from fupin_cli.catalogue.policies import Policies
from fupin_cli.catalogue.words import words
from fupin_cli.engine.dataset import Dataset
from fupin_cli.engine.parameters import put_in
from fupin_cli.judging import TypedTable
from fupin_cli.office.list_kinds import ListKind
from fupin_cli.office.lists import LEDGER
from fupin_cli.scope import Scope, place_condition
from fupin_cli.tracing import Source, sources

PEOPLE = "家庭成员"
HOUSEHOLDS = "户"

PERSON = "人行, 村, 组, 户编号, 户主姓名, 姓名, 号"
"""What a 疑点 says of a person, of the tables 人 and 对上."""

_FACTS = "村, 组, 户编号, 户键, 户主姓名, 户类型, 监测对象类别"
_TYPED_WRONG = 2  # 抄错一位、两位，或相邻两位抄颠倒的号码，才像是同一个人的
_NAMES = ("组", "户编号", "户主姓名", "户类型", "监测对象类别")


class Pairs:
    """The tables 名单, 人 (one row a person) and 对上 (their pairs), ready for queries.

    对上.依据 is 号码 (the first 18 characters agree), 遮挡 (the list's number is masked, name and open digits
    agree) or 姓名 (same name, and the birthday or, where no birthday does, all but two digits agree).

    Attributes:
        compared: how many numbers were compared digit by digit: those of people of the same name.
    """

    def __init__(
        self, scope: Scope, listed: Sequence[TypedTable], kind: ListKind, catalogue: Catalogue
    ) -> None:
        from fupin_cli.engine.duck import DuckEngine

        self.kind = kind
        self.compared = 0
        self._dataset = Dataset()
        for member in scope.dataset.members:
            self._dataset.add(member.typed, member.period, member.day)
        first = self._dataset.rows
        for typed in listed:
            self._dataset.add(typed, str(scope.period), scope.day)
        self._there = scope.dataset.ledgers
        self._where = place_condition(scope) or "true"
        self._engine = DuckEngine(catalogue.facts, self._dataset)
        put_in(self._engine, Policies(catalogue.policy), self._dataset)
        self._people()
        self._listed(first)
        self._join()

    @property
    def says(self) -> bool:
        """Whether 家庭成员 has the column that would say what the list says."""
        return bool(self.kind.says) and self.has(PEOPLE, self.kind.column)

    def has(self, ledger: str, *names: str) -> bool:
        """Whether the scope has the ledger with these columns."""
        return ledger in self._there and not self._engine.relations.missing(ledger, set(names))

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The result of a query over 名单, 人, 对上 and `relation`s."""
        return self._engine.rows(sql, parameters)

    def table(self, name: str, sql: str) -> None:
        """Keep the result of a query as a table."""
        self._engine.rows(f"CREATE TABLE {name} AS {sql}")

    def relation(self, ledger: str, names: Sequence[str], where: str = "true") -> str:
        """The scope's rows of a ledger as a subquery."""
        sql = self._engine.relations.sql(ledger, {*names, "乡", "村"})
        return f"(SELECT * FROM ({sql}) WHERE {self._where} AND ({where}))"

    def sources(self, ids: Sequence[int]) -> tuple[Source, ...]:
        """Where rows stand."""
        return sources(self._dataset, ids)

    def _people(self) -> None:
        empty = ", ".join(f"'' AS {name.strip()}" for name in _FACTS.split(","))
        parts = [f"SELECT 9 AS 次, 0 AS 人行, '' AS 号, '' AS 姓名, {empty}, false AS 说 WHERE false"]
        if PEOPLE in self._there:
            says, used = "false", set[str]()
            if self.says:
                says, used = f"coalesce({self.kind.says}, false)", set(words(self.kind.says).columns)
            people = self.relation(PEOPLE, ["姓名", *_NAMES, *used])
            parts.append(f"SELECT 0, _id, 身份, 姓名, {_FACTS}, {says} FROM {people} WHERE 身份 <> ''")
        if self.has(HOUSEHOLDS, "证件号码"):
            homes = self.relation(HOUSEHOLDS, ["证件号码", *_NAMES])
            parts.append(f"SELECT 1, _id, 身份, 户主姓名, {_FACTS}, false FROM {homes} WHERE 身份 <> ''")
        if self.has(self.kind.ledger):
            others = self.relation(self.kind.ledger, ["姓名", *_NAMES])
            parts.append(f"SELECT 2, _id, 身份, 姓名, {_FACTS}, false FROM {others} WHERE 身份 <> ''")
        one = "row_number() OVER (PARTITION BY 号 ORDER BY 次, 人行) = 1"
        self.table("人", f"SELECT * FROM ({' UNION ALL '.join(parts)}) QUALIFY {one}")

    def _listed(self, first: int) -> None:
        names = {"姓名", "证件号码", "证书编号", "日期", "村", "乡", "户编号", "金额"}
        self.table(
            "名单",
            "SELECT _id AS 名单行, 姓名 AS 名单姓名, 村 AS 名单村, 户编号 AS 名单户编号, 日期, 金额, "
            "left(CASE WHEN 证件号码 <> '' THEN 证件号码 ELSE 证书编号 END, 18) AS 名单号 "
            f"FROM ({self._engine.relations.sql(LEDGER, names)}) WHERE _id >= {first}",
        )

    def _join(self) -> None:
        """By number; then name and birthday; who is left, by a near number among the people of the name."""
        masked = "名单号 LIKE '%*%'"
        whole = f"NOT {masked} AND length(名单号) BETWEEN 15 AND 19"
        same = "JOIN 人 p ON l.名单姓名 = p.姓名 AND p.姓名 <> ''"
        self.table("未对", "SELECT * FROM 名单 WHERE 名单号 NOT IN (SELECT 号 FROM 人) AND 名单号 <> ''")
        self.table(
            "对上",
            "SELECT l.*, p.*, '号码' AS 依据 FROM 名单 l JOIN 人 p ON l.名单号 = p.号 UNION ALL "
            f"SELECT l.*, p.*, '遮挡' FROM (SELECT * FROM 未对 WHERE {masked}) l {same} "
            "AND left(l.名单号, 6) = left(p.号, 6) AND right(l.名单号, 4) = right(p.号, 4) UNION ALL "
            f"SELECT l.*, p.*, '姓名' FROM (SELECT * FROM 未对 WHERE {whole}) l {same} "
            "AND substr(l.名单号, 7, 8) = substr(p.号, 7, 8)",
        )
        left = self.rows(
            f"SELECT 名单行, 名单号, 名单姓名 FROM 未对 WHERE {whole} AND 名单行 NOT IN (SELECT 名单行 FROM 对上)"
        )
        found = self._near(left)
        self._engine.rows(
            "INSERT INTO 对上 SELECT l.*, p.*, '姓名' FROM "
            "(SELECT unnest(?::BIGINT[]) AS 一, unnest(?::BIGINT[]) AS 二) "
            "JOIN 名单 l ON l.名单行 = 一 JOIN 人 p ON p.人行 = 二",
            [[row for row, _ in found], [person for _, person in found]],
        )

    def _near(self, left: Sequence[tuple[int, str, str]]) -> list[tuple[int, int]]:
        """The rows of the list and the people who bear the name and a number at most two digits off."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract_iter

        names = list({name for *_, name in left if name})
        named: dict[str, dict[int, str]] = {}
        for person, name, number in self.rows(
            "SELECT 人行, 姓名, 号 FROM 人 WHERE 姓名 IN (SELECT unnest(?::VARCHAR[]))", [names]
        ):
            named.setdefault(name, {})[person] = number
        found = []
        for row, number, name in left:
            alike = named.get(name, {})
            self.compared += len(alike)
            near = extract_iter(number, alike, scorer=OSA.distance, score_cutoff=_TYPED_WRONG)
            found += [(row, person) for _, _, person in near]
        return found
