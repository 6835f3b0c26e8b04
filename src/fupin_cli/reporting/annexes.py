"""附表: households, people and funds of each village (of each town for a county), with a 合计 row."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from fupin_cli.counting import Figures
from fupin_cli.errors import FupinError
from fupin_cli.reporting.markup import escape_cell
from fupin_cli.reporting.written import Record
from fupin_cli.vocabulary.numbers import plain_number

# 每张附表：标题、列（表头 → 指标）
TABLES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "脱贫户和监测对象情况",
        (
            ("脱贫户（户）", "脱贫户户数"),
            ("脱贫人口（人）", "脱贫人口数"),
            ("累计监测户（户）", "监测户户数"),
            ("累计监测对象（人）", "监测对象人数"),
            ("未消除风险（户）", "未消除风险监测户户数"),
            ("未消除风险（人）", "未消除风险监测对象人数"),
        ),
    ),
    (
        "就业和教育帮扶情况",
        (
            ("务工（人）", "务工人数"),
            ("交通补贴（人）", "交通补贴人数"),
            ("公益岗位（人）", "公益性岗位人数"),
            ("雨露计划（人）", "雨露计划学生数"),
            ("教育资助（人）", "教育资助学生数"),
        ),
    ),
    (
        "帮扶资金情况（元）",
        (
            ("光伏收益", "光伏收益资金"),
            ("雨露计划", "雨露计划补助金额"),
            ("交通补贴", "交通补贴金额"),
            ("到户产业", "到户产业补助金额"),
            ("防返贫基金", "防返贫基金金额"),
            ("项目到位", "项目到位资金"),
        ),
    ),
)


TOWN_ITSELF = "镇本级"
"""In the place of a village where the row has none."""

HEADS = {head: name for _, columns in TABLES for head, name in columns}
"""Which figure stands under a heading."""


def markup(figures: Figures, record: Record, order: tuple[str, ...] = ()) -> str:
    """The annexes, places in `order`; a column without a ledger is left out, a table without columns too.

    Of one place there is nothing to set side by side: no annex.

    Raises:
        FupinError: the rows as printed do not add up to the figure that the document states.
    """
    scope = figures.scope
    county = not scope.town
    by: Callable[[str], Mapping[str, Decimal]] = figures.by_town if county else figures.by_village
    label = "乡镇" if county else "村"
    made = []
    for title, columns in TABLES:
        values = {head: dict(by(name)) for head, name in columns}
        heads = {head: name for head, name in columns if any(values[head].values())}
        places = _ordered([values[head] for head in heads], order)
        if len(places) < 2:
            continue
        for head, name in heads.items():
            record.places[name] = values[head]
        cents = any(value % 1 for head in heads for value in values[head].values())
        show = _money if cents else plain_number
        for head, name in heads.items():
            whole = figures.figure(name)
            if whole is not None:
                _prove(f"各{label}{title}", head, values[head].values(), whole.value, show)
        made.append(
            _table(f"各{label}{title}", label, places, [(head, values[head]) for head in heads], show)
        )
    return "".join(made)


def _prove(
    title: str, head: str, parts: Iterable[Decimal], whole: Decimal, show: Callable[[Decimal], str]
) -> None:
    """That the rows, as they are printed, add up to the 合计, and this is the figure of the text."""
    total = sum((Decimal(show(part)) for part in parts), Decimal(0))
    if total != Decimal(show(whole)):
        raise FupinError(
            f"附表“{title}”的“{head}”各行相加是{show(total)}，正文的数是{show(whole)}，对不上，没有写材料。",
            "多半是同一人在两处台账里，或金额不是整分；请运行 fupin validate 查看，或去掉 --tables。",
        )


def _ordered(columns: list[dict[str, Decimal]], known: tuple[str, ...]) -> list[str]:
    """Places in the workspace's order, else as the sheets have them; what has no village comes last."""
    found = list(dict.fromkeys(place for values in columns for place in values))
    order = {place: number for number, place in enumerate(known)}
    return sorted(found, key=lambda place: (not place, order.get(place, len(order))))


def _table(
    title: str,
    label: str,
    places: list[str],
    columns: list[tuple[str, dict[str, Decimal]]],
    show: Callable[[Decimal], str],
) -> str:
    lines = [f"\n附表：{title}\n", f"| {label} | {' | '.join(head for head, _ in columns)} |"]
    lines.append("| --- |" + " ---: |" * len(columns))
    for place in places:
        cells = [show(values.get(place, Decimal(0))) for _, values in columns]
        lines.append(f"| {escape_cell(place or TOWN_ITSELF)} | {' | '.join(cells)} |")
    totals = [show(sum(values.values(), Decimal(0))) for _, values in columns]
    lines.append(f"| 合计 | {' | '.join(totals)} |")
    return "\n".join(lines) + "\n"


def _money(value: Decimal) -> str:
    return f"{value:.2f}"
