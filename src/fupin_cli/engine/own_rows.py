"""SQL of a ledger's own rows: typed columns and the keys of household, person and village.

Households that only 家庭成员 has are rows of 户 too, told by their 户主; ledgers without 户编号 find the household
through the person.
"""

from collections.abc import Iterable

from fupin_cli.catalogue.entries import Fact
from fupin_cli.engine.inventory import ADDRESS, HOUSEHOLDS, KEYS, PEOPLE, Inventory, Shape
from fupin_cli.vocabulary.ledger import PLACE, columns
from fupin_cli.vocabulary.registry import ledgers

HOMES, ALL_HOUSEHOLDS = "人户", "全部户"


class OwnRows(Inventory):
    """The rows of each ledger, from its sheets or from the tables that have been laid of them."""

    def __init__(self, facts: Iterable[Fact], shape: Shape) -> None:
        super().__init__(facts, shape)
        self._laid: dict[str, frozenset[str]] = {}  # tables that `lay` has made, and their columns

    def _table(self, name: str) -> str:
        return f"{self.shape.tables}_{name}"

    def own_rows(self, ledger: str, wanted: Iterable[str]) -> str:
        """Typed rows of one ledger's own sheets, with keys."""
        wanted = list(wanted)
        if ledger in self._laid and self._laid[ledger].issuperset(wanted):
            listed = dict.fromkeys([*ADDRESS, "数据日", "期间", *wanted, *KEYS])
            return f"SELECT {', '.join(listed)} FROM {self._table(ledger)}"
        model = columns(ledgers()[ledger])
        bound = self.shape.bound.get(ledger)
        table = f"{self.shape.tables}.{ledger}"
        own = (bound or frozenset()) | {"村"}
        picked = [*ADDRESS, "CAST(数据日 AS DATE) AS 数据日", "期间"]
        for name in wanted:
            if name not in model:
                raise KeyError(f"{ledger}.{name}")
            sql_type = model[name].kind.sql
            if bound is not None and (name in own or name in PLACE):
                picked.append(name if sql_type == "VARCHAR" else f"CAST({name} AS {sql_type}) AS {name}")
            else:
                picked.append(
                    f"'' AS {name}" if sql_type == "VARCHAR" else f"CAST(NULL AS {sql_type}) AS {name}"
                )
        if bound is None:
            nothing = [
                "CAST(NULL AS BIGINT) AS _id",
                "'' AS _t",
                "CAST(NULL AS BIGINT) AS _row",
                "'' AS 坏列",
            ]
            nothing += [
                "CAST(NULL AS DATE) AS 数据日",
                "'' AS 期间",
                "'' AS 户键",
                "'' AS 身份",
                "'' AS 村键",
            ]
            return f"SELECT {', '.join([*nothing, *picked[6:]])} WHERE false"
        identity = "left(证件号码, 18)" if "证件号码" in own else "''"
        household = []
        village = self._village()
        if "户编号" in own:
            household.append(f"WHEN 户编号 <> '' THEN concat({village}, '/', 户编号)")
        if ledger == PEOPLE:
            household.append(f"WHEN 户主号 <> '' THEN concat({village}, '/', 户主号)")
        elif ledger == HOUSEHOLDS and "证件号码" in own:
            household.append(f"WHEN 证件号码 <> '' THEN concat({village}, '/', left(证件号码, 18))")
        key = f"CASE {' '.join(household)} ELSE '' END" if household else "''"
        picked += [f"{key} AS 户键", f"{identity} AS 身份", f"{village} AS 村键"]
        rows = f"SELECT {', '.join(picked)} FROM {table}"
        return self._through_person(rows, wanted) if self._by_person(ledger) else rows

    def _by_person(self, ledger: str) -> bool:
        """Whether a ledger's rows may find their household through the person."""
        named = "证件号码" in self.shape.bound.get(ledger, frozenset())
        return named and ledger not in {PEOPLE, HOUSEHOLDS} and self.shape.has(PEOPLE)

    def _through_person(self, rows: str, wanted: Iterable[str]) -> str:
        """A ledger without 户编号 finds its household through the person."""
        homes = self._table(HOMES) if HOMES in self._laid else f"({self._homes()})"
        listed = ", ".join(
            f"r.{name}" for name in dict.fromkeys([*ADDRESS, "数据日", "期间", *wanted, "身份", "村键"])
        )
        return (
            f"SELECT {listed}, CASE WHEN r.户键 <> '' AND r.户键 NOT LIKE '/%' THEN r.户键 "
            f"ELSE coalesce(p._户, r.户键) END AS 户键 "
            f"FROM ({rows}) r LEFT JOIN {homes} p ON r.身份 = p.身份"
        )

    def _village(self) -> str:
        """SQL of what tells a village from all others: its name, with the town's where two towns have one."""
        named = self.shape.same_named
        if named is not None and not named:
            return "村"
        listed = ", ".join("'" + name.replace("'", "''") + "'" for name in sorted(named or ()))
        which = f" AND 村 IN ({listed})" if named else ""
        return f"CASE WHEN 村 <> '' AND 乡 <> ''{which} THEN concat(乡, '/', 村) ELSE 村 END"

    def _homes(self) -> str:
        """Each person's household."""
        people = self.own_rows(PEOPLE, ())
        return f"SELECT 身份, min(户键) AS _户 FROM ({people}) WHERE 身份 <> '' GROUP BY 身份"

    def _households(self, wanted: list[str]) -> str:
        """One row per household: from 户 where it has one, else from the 户主's row in 家庭成员."""
        if not self.shape.has(PEOPLE):
            return self.own_rows(HOUSEHOLDS, wanted)
        if ALL_HOUSEHOLDS in self._laid and self._laid[ALL_HOUSEHOLDS].issuperset(wanted):
            listed = ", ".join([*ADDRESS, "数据日", "期间", *KEYS, *wanted])
            return f"SELECT {listed} FROM {self._table(ALL_HOUSEHOLDS)}"
        member_columns = columns(ledgers()[PEOPLE])
        taken = {n: in_people(n) for n in wanted}
        from_people = sorted({m for m in taken.values() if m in member_columns} | {"与户主关系"})
        people = self.own_rows(PEOPLE, from_people)
        picked = ", ".join(
            f"{taken[n]} AS {n}" if taken[n] in member_columns else f"{self._empty(n)} AS {n}" for n in wanted
        )
        listed = f", {picked}" if picked else ""
        # 先只挑行号：把整行按户排序，一个县以上放不进内存
        first = (
            "SELECT coalesce(min(_id) FILTER (WHERE 与户主关系 = '户主'), min(_id)) "
            f"FROM ({self.own_rows(PEOPLE, ['与户主关系'])}) WHERE 户键 <> '' GROUP BY 户键"
        )
        heads = (
            f"SELECT {', '.join((*ADDRESS, '数据日', '期间', *KEYS))}{listed} FROM ({people}) "
            f"WHERE _id IN ({first})"
        )
        if not self.shape.has(HOUSEHOLDS):
            return heads
        own = self.shape.bound[HOUSEHOLDS] | set(PLACE)
        rows = self.own_rows(HOUSEHOLDS, wanted)
        merged = []
        for name in wanted:
            text = self._household_columns[name].kind.sql == "VARCHAR"
            if name not in own:
                merged.append(f"m.{name} AS {name}")
            elif taken[name] not in self.shape.bound[PEOPLE]:
                merged.append(
                    f"h.{name} AS {name}" if not text else f"coalesce(h.{name}, m.{name}) AS {name}"
                )
            elif text:
                merged.append(f"coalesce(nullif(h.{name}, ''), m.{name}, '') AS {name}")
            else:
                merged.append(f"coalesce(h.{name}, m.{name}) AS {name}")
        address = ", ".join(f"coalesce(h.{n}, m.{n}) AS {n}" for n in (*ADDRESS, "数据日", "期间", *KEYS))
        listed = f", {', '.join(merged)}" if merged else ""
        both = f"({rows}) h FULL JOIN ({heads}) m ON h.户键 = m.户键 AND h.户键 <> ''"
        return f"SELECT {address}{listed} FROM {both}"

    def _empty(self, name: str) -> str:
        sql_type = self._household_columns[name].kind.sql
        return "''" if sql_type == "VARCHAR" else f"CAST(NULL AS {sql_type})"


def in_people(name: str) -> str:
    """The column of 家庭成员 that a household's column is taken from."""
    return "姓名" if name == "户主姓名" else name
