"""A department's list against the ledgers: 疑点 for the villages to look into, never errors."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from fupin_cli.catalogue.entries import Catalogue
from fupin_cli.judging import TypedTable
from fupin_cli.office.doubts import Doubt, Matching
from fupin_cli.office.list_kinds import PAYMENTS, ListKind, Payment
from fupin_cli.office.pairing import PEOPLE, PERSON, Pairs
from fupin_cli.scope import Scope
from fupin_cli.vocabulary.numbers import plain_number


def match(scope: Scope, listed: Sequence[TypedTable], kind: ListKind, catalogue: Catalogue) -> Matching:
    """Join the list with the scope's people by the first 18 characters of the 证件号码, then by name."""
    return _Match(Pairs(scope, listed, kind, catalogue), scope.day, kind).run()


class _Match:
    """The questions that a kind of list raises."""

    def __init__(self, pairs: Pairs, day: dt.date, kind: ListKind) -> None:
        self.pairs, self.day, self.kind = pairs, day, kind
        rows = pairs.rows("SELECT (SELECT count(*) FROM 名单), (SELECT count(DISTINCT 名单行) FROM 对上)")
        self.result = Matching(kind, *rows[0])

    def run(self) -> Matching:
        self._numbers()
        if self.kind.ends:
            self._dead()
        elif self.kind.benefits:
            self._benefits()
        else:
            self._both_ways()
        self._columns()
        self._strangers()
        self.result.doubts.sort(key=lambda d: (d.village, d.kind, d.household, d.identity, d.text))
        return self.result

    def _numbers(self) -> None:
        """The same name and birthday, or a number two digits off: one of the two is wrong."""
        rows = self.pairs.rows(f"SELECT {PERSON}, 名单行, 名单号 FROM 对上 WHERE 依据 = '姓名'")
        for *person, row, theirs in rows:
            text = f"名单和台账里的证件号码不一样（名单{theirs}，台账{person[6]}），请核实是不是同一人"
            self._doubt("号码不一致", person, text, listed=[row])

    def _both_ways(self) -> None:
        """Who the list has and the ledgers do not, and the other way round."""
        kind, pairs = self.kind, self.pairs
        if not pairs.says and not pairs.has(kind.ledger):
            because = f"家庭成员台账没有“{kind.column}”这一列，没有比对{kind.name}是否一致。"
            self.result.not_checked.append(because)
        if pairs.says:
            people = pairs.relation(PEOPLE, ())
            self._only_listed(
                f"NOT 说 AND 人行 IN (SELECT _id FROM {people})", f"台账的“{kind.column}”没有这样登记"
            )
            self._only_stored("说", f"台账的“{kind.column}”登记为是")
        if pairs.has(kind.ledger):
            own = f"SELECT 身份 FROM {pairs.relation(kind.ledger, ['类别', '证件号码'], kind.where)}"
            self._only_listed(f"号 NOT IN ({own})", f"“{kind.ledger}”台账里没有")
            self._only_stored(f"号 IN ({own})", f"“{kind.ledger}”台账里有")

    def _only_listed(self, where: str, words: str) -> None:
        for *person, row in self.pairs.rows(
            f"SELECT {PERSON}, min(名单行) FROM 对上 WHERE {where} GROUP BY ALL"
        ):
            self._doubt("仅名单有", person, f"在{self.kind.name}名单上，{words}", listed=[row])

    def _only_stored(self, where: str, words: str) -> None:
        for person in self.pairs.rows(
            f"SELECT {PERSON} FROM 人 WHERE {where} AND 人行 NOT IN (SELECT 人行 FROM 对上)"
        ):
            self._doubt("仅台账有", person, f"{words}，{self.kind.name}名单上没有")

    def _dead(self) -> None:
        """Who is still counted, and what was paid after the death."""
        paid: dict[int, list[tuple[str, Decimal, int]]] = {}
        for payment in PAYMENTS:
            if self.pairs.has(payment.ledger, payment.amount, payment.day or payment.start):
                for person_row, *item in (
                    self._paid_on(payment) if payment.day else self._paid_monthly(payment)
                ):
                    paid.setdefault(person_row, []).append((item[0], item[1], item[2]))
        rows = self.pairs.rows(
            f"SELECT {PERSON}, min(日期), min(名单行) FROM 对上 WHERE 依据 <> '姓名' GROUP BY ALL"
        )
        for *person, died, row in rows:
            items = paid.get(person[0], [])
            when = _day(died) if died else "日期不明"
            if items:
                amount = sum((item[1] for item in items), Decimal(0))
                text = f"{when}死亡，之后仍有：{'；'.join(item[0] for item in items)}"
                self._doubt("死亡后仍发放", person, text, amount, [row], [item[2] for item in items])
            else:
                self._doubt("死亡仍在册", person, f"在死亡名单上（{when}），台账里仍在册", listed=[row])

    def _paid_on(self, payment: Payment) -> list[tuple[Any, ...]]:
        """(person, words, yuan, row) of money given on a day after the death."""
        relation = self.pairs.relation(payment.ledger, [payment.amount, payment.day, "证件号码"])
        rows = self.pairs.rows(
            f"SELECT m.人行, t.{payment.day}, t.{payment.amount}, t._id FROM {relation} t "
            f"JOIN 对上 m ON t.身份 = m.号 WHERE 依据 <> '姓名' AND t.{payment.day} > m.日期 "
            f"AND t.{payment.day} <= ? ORDER BY 2, 4",
            [self.day],
        )
        return [
            (person, f"{payment.ledger}{_day(day)}{plain_number(amount)}元", amount, row)
            for person, day, amount, row in ((*found[:2], Decimal(found[2] or 0), found[3]) for found in rows)
        ]

    def _paid_monthly(self, payment: Payment) -> list[tuple[Any, ...]]:
        """(person, words, yuan, row) of money by the month that went on after the death."""
        names = [payment.amount, payment.start, payment.end, "证件号码"]
        rows = self.pairs.rows(
            f"SELECT m.人行, m.日期, t.{payment.end}, t.{payment.amount}, t._id "
            f"FROM {self.pairs.relation(payment.ledger, names)} t JOIN 对上 m ON t.身份 = m.号 "
            f"WHERE 依据 <> '姓名' AND m.日期 IS NOT NULL "
            f"AND (t.{payment.end} IS NULL OR t.{payment.end} > m.日期) "
            f"AND (t.{payment.start} IS NULL OR t.{payment.start} <= ?) ORDER BY 5",
            [self.day],
        )
        found = []
        for person, died, end, monthly, row in rows:
            until = min(end or self.day, self.day)
            months = (until.year - died.year) * 12 + until.month - died.month
            if months > 0:
                money = Decimal(monthly or 0) * months
                until_month = f"{until.year}年{until.month}月"
                text = f"{payment.ledger}到{until_month}还有{months}个月，约{plain_number(money)}元"
                found.append((person, text, money, row))
        return found

    def _benefits(self) -> None:
        """People who are not expected to draw benefits, and what they or their households draw."""
        drawn = "SELECT '' AS 键, '' AS 项, 0 AS 行 WHERE false"
        for payment in PAYMENTS:
            if self.pairs.has(payment.ledger):
                relation = self.pairs.relation(payment.ledger, ["证件号码"])
                for key in ("身份", "户键"):
                    drawn += (
                        f" UNION ALL SELECT {key}, '{payment.ledger}', _id FROM {relation} WHERE {key} <> ''"
                    )
        self.pairs.table("享受", drawn)
        self.pairs.table(
            "钥匙", "SELECT 人行, 号 AS 键 FROM 人 UNION SELECT 人行, 户键 FROM 人 WHERE 户键 <> ''"
        )
        rows = self.pairs.rows(
            f"SELECT {PERSON}, 户类型, 监测对象类别, min(名单行), "
            "list_sort(list(DISTINCT 项) FILTER (WHERE 项 IS NOT NULL)), "
            "list(DISTINCT 行) FILTER (WHERE 行 IS NOT NULL) "
            "FROM 对上 JOIN 钥匙 USING (人行) LEFT JOIN 享受 USING (键) WHERE 依据 <> '姓名' GROUP BY ALL"
        )
        for *person, household, monitored, row, items, ids in rows:
            enjoyed = [word for word in (household if household == "脱贫户" else "", monitored) if word]
            enjoyed += items or []
            if enjoyed:
                text = f"在{self.kind.name}名单上，本人或家里享受：{'、'.join(enjoyed)}"
                self._doubt(f"{self.kind.name}人员享受政策", person, text, listed=[row], stored=ids or [])

    def _columns(self) -> None:
        """What the list and the ledgers say differently of the same person."""
        rows = self.pairs.rows(
            f"SELECT {PERSON}, 名单行, 名单姓名, 名单村, 名单户编号 FROM 对上 WHERE 依据 = '号码' AND ("
            "(名单姓名 <> '' AND 名单姓名 <> 姓名) OR (名单村 <> '' AND 村 <> '' AND 名单村 <> 村) OR "
            "(名单户编号 <> '' AND 户编号 <> '' AND 名单户编号 <> 户编号))"
        )
        for *person, row, name, village, household in rows:
            pairs = (("姓名", name, person[5]), ("村", village, person[1]), ("户编号", household, person[3]))
            text = "；".join(f"{what}：名单“{a}”，台账“{b}”" for what, a, b in pairs if a and b and a != b)
            self._doubt("不一致", person, text, listed=[row])
        kind = self.kind
        if kind.amount and self.pairs.has(kind.ledger, kind.amount):
            own = self.pairs.relation(kind.ledger, ["类别", "证件号码", kind.amount], kind.where)
            rows = self.pairs.rows(
                f"SELECT {', '.join('m.' + name.strip() for name in PERSON.split(','))}, 名单行, m.金额, "
                f"t.{kind.amount}, t._id FROM 对上 m JOIN {own} t ON t.身份 = m.号 "
                f"WHERE 依据 = '号码' AND m.金额 <> t.{kind.amount}"
            )
            for *person, row, theirs, ours, stored in rows:
                text = f"{kind.amount}：名单{plain_number(theirs)}元，台账{plain_number(ours)}元"
                self._doubt("不一致", person, text, abs(theirs - ours), [row], [stored])

    def _strangers(self) -> None:
        rows = self.pairs.rows(
            "SELECT 名单行, 名单村, 名单姓名, 名单号 FROM 名单 "
            "WHERE 名单行 NOT IN (SELECT 名单行 FROM 对上) ORDER BY 名单行"
        )
        for row, village, name, number in rows:
            text = "名单上有，台账里没有这个人" if number else "名单上没有证件号码，没有比对"
            listed = self.pairs.sources([row])
            self.result.strangers.append(
                Doubt("不在台账", village, "", "", "", name, number, text, listed=listed)
            )

    def _doubt(
        self,
        kind: str,
        person: Sequence[Any],
        text: str,
        amount: Decimal | None = None,
        listed: Sequence[int] = (),
        stored: Sequence[int] = (),
    ) -> None:
        row, *facts = person
        village, group, household, head, name, number = (str(fact or "") for fact in facts)
        where = self.pairs.sources([row, *stored])
        self.result.doubts.append(
            Doubt(
                kind,
                village,
                group,
                household,
                head,
                name,
                number,
                text,
                amount,
                self.pairs.sources(listed),
                where,
            )
        )


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
