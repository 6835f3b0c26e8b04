"""The names that templates may use beside indicators: the place, the time, turns of phrase over figures."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from fupin_cli.counting import Figure, Figures
from fupin_cli.engine.choosing import query_errors
from fupin_cli.reporting import amounts, listing, wording
from fupin_cli.reporting.markup import official_date
from fupin_cli.reporting.request import Request
from fupin_cli.reporting.written import Number, Quoted, Record, Written, decimal


class Phrases:
    """What `names` gives is all that a template can call."""

    def __init__(self, figures: Figures, request: Request, record: Record) -> None:
        self.figures = figures
        self.request = request
        self.record = record
        self.scope = figures.scope
        self.place = self.scope.village or self.scope.town or request.county

    def names(self) -> Mapping[str, Any]:
        """Variables and functions by the names that templates call them."""
        scope, options = self.scope, self.request.options
        return {
            "地方": self.place,
            "级别": "村" if scope.village else "镇" if scope.town else "县",
            "我": wording.we(self.place),
            "全": wording.whole(self.place),
            "县": self.request.county,
            "时期": scope.period.name,
            "年": scope.period.year,
            "是全年": scope.period.name == f"{scope.period.year}年",
            "期内": wording.within(scope.period),
            "年内": wording.year_to_date(scope.period, self._written_on),
            "截至": wording.as_of(scope.day),
            "数据日": scope.day,
            "材料": self.request.kind,
            "专题": self.request.topic,
            "标题": options.get("标题") or "",
            "署名": _lines(options.get("署名")) or [self._signature],
            "成文日期": options.get("成文日期") or wording.date(scope.day),
            "主送机关": options.get("主送机关") or "",
            "文号": options.get("文号") or "",
            "附件": _lines(options.get("附件")),
            "有": self.figures.has,
            "查": self._query,
            "指标": self._named,
            "引用": self._quoted,
            "变化": self._change,
            "升降": self._moved,
            "整改": self._mended,
            "户人": _households,
            "称呼": wording.called,
            "单位": lambda *values: amounts.money_unit(_plain_value(v) for v in values if v is not None),
            "占比": lambda part, all_, places=2: amounts.percent(decimal(part), decimal(all_), places),
            "分村": lambda name: self._places(name, self.figures.by_village(name)),
            "分镇": lambda name: self._places(name, self.figures.by_town(name)),
            "各乡镇": scope.towns,
            "并入": self.request.merged,
            "列": lambda *items: [item for item in items if item],
            "求和": lambda values: Number(sum((decimal(value) for value in values), Decimal(0))),
        }

    @property
    def leads(self) -> tuple[str, ...]:
        """The words for the time that a sentence may begin with."""
        period = self.scope.period
        return wording.within(period), wording.year_to_date(period, self._written_on)

    @property
    def _signature(self) -> str:
        if self.scope.village:
            return (
                f"{self.scope.village}村民委员会" if self.scope.village.endswith("村") else self.scope.village
            )
        return f"{self.place}人民政府"

    @cached_property
    def _written_on(self) -> dt.date:
        _, day = official_date(str(self.request.options.get("成文日期") or ""))
        return day or self.scope.day

    @cached_property
    def _before(self) -> Figures | None:
        scope = self.scope.before()
        return Figures(scope, self.figures.catalogue) if scope is not None else None

    def _query(self, sql: str) -> list[dict[str, Any]]:
        """Rows that a template lists.

        Raises:
            FupinError: the query is none over the ledgers, or is wrong.
        """
        asked = listing.checked(sql)
        self.record.query(asked)
        try:
            return self.figures.query(asked)
        except query_errors():
            raise listing.failed(asked) from None

    def _named(self, name: str) -> Written:
        figure = self.figures.figure(name)
        return Written(lambda: figure, name, self.record)

    def _mended(self, total: Any, done: Any, unit: str) -> str:
        return wording.mended(decimal(total), decimal(done), unit)

    def _places(self, name: str, values: Mapping[str, Decimal]) -> Mapping[str, Number]:
        self.record.places[name] = values
        return {place: Number(value) for place, value in values.items()}

    def _quoted(self, *names: str) -> list[Quoted]:
        """Figures of 引用数据, all or those of the names, in the order of the rows."""
        if not self.figures.has("引用数据"):
            return []
        rows = self.figures.query(
            "SELECT 指标, 数值, 单位, 来文, 来文文号, 原文, _id FROM 台账.引用数据 "
            "WHERE 数值 IS NOT NULL ORDER BY _id"
        )
        found = [
            Quoted(r["指标"], decimal(r["数值"]), r["单位"], r["来文"], r["来文文号"], r["原文"], r["_id"])
            for r in rows
            if not names or r["指标"] in names
        ]
        self.record.quoted.update({(item.paper, item.name): item for item in found})
        return found

    def _change(self, name: str) -> str:
        """，较2022年底增加12户; '' where the earlier period has no such ledger."""
        now, before = self.figures.figure(name), self._earlier(name)
        if now is None or before is None or self.scope.earlier_period is None:
            return ""
        self._note(now, before)
        return f"，{wording.change(now.value, before.value, now.unit, self._since(now))}"

    def _moved(self, name: str) -> str:
        """由83%提高到100%; '' where there is nothing to compare or nothing moved."""
        now, before = self.figures.figure(name), self._earlier(name)
        if now is None or before is None:
            return ""
        self._note(now, before)
        return wording.moved(before.value, now.value, now.unit)

    def _note(self, now: Figure, before: Figure) -> None:
        self.record.figure(now)
        self.record.earlier.setdefault(before.name, before)

    def _since(self, figure: Figure) -> str:
        period = self.scope.earlier_period
        assert period is not None
        if figure.kind == "stock":
            return wording.end_of(period)
        return "上年" if period.year == self.scope.period.year - 1 else period.name

    def _earlier(self, name: str) -> Figure | None:
        """The figure of the earlier period, if for the same villages and (a flow) as long a time."""
        earlier = self.scope.earlier_period
        if self._before is None or earlier is None:
            return None
        now = self.figures.figure(name)
        if now is not None and now.kind == "flow" and not self.scope.period.like(earlier):
            return None
        if set(self.figures.by_village(name)) != set(self._before.by_village(name)):
            return None
        return self._before.figure(name)


def _households(homes: Written, people: Written) -> str:
    """973户1845人; without the people where no ledger of persons is there."""
    return f"{homes}户{people}人" if people.known else f"{homes}户"


def _plain_value(value: Any) -> Decimal:
    """For the choice of a unit only: a figure that is absent counts as nothing."""
    if isinstance(value, Written):
        return value.value if value else Decimal(0)
    return decimal(value)


def _lines(value: Any) -> list[str]:
    if not value:
        return []
    return [value] if isinstance(value, str) else list(value)
