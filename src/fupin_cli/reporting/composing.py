"""Compose a report: the kind's Jinja text over figures and the town's own words; parts without a ledger fall out."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    UndefinedError,
    meta,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from fupin_cli.errors import FupinError
from fupin_cli.figures import Figure, Figures
from fupin_cli.reporting import amounts
from fupin_cli.reporting.document import Document
from fupin_cli.reporting.markup import escape, escape_cell, parse
from fupin_cli.reporting.parts import Part, parts
from fupin_cli.resources import folder


class Written:
    """A figure as a template sees it: its number in text, a plain value in conditions and sums."""

    def __init__(self, figure: Figure | None, name: str) -> None:
        self._figure = figure
        self._name = name

    @property
    def value(self) -> Decimal:
        if self._figure is None:
            raise UndefinedError(f"没有台账可以算出指标“{self._name}”")
        return self._figure.value

    def __str__(self) -> str:
        return amounts.number(self.value)

    def __bool__(self) -> bool:
        return self._figure is not None and self._figure.value != 0

    def __eq__(self, other: object) -> bool:
        return self.value == decimal(other)

    def __hash__(self) -> int:
        return hash(self._name)

    def __lt__(self, other: Any) -> bool:
        return self.value < decimal(other)

    def __gt__(self, other: Any) -> bool:
        return self.value > decimal(other)

    def __add__(self, other: Any) -> Decimal:
        return self.value + decimal(other)

    def __sub__(self, other: Any) -> Decimal:
        return self.value - decimal(other)

    __radd__ = __add__

    def __rsub__(self, other: Any) -> Decimal:
        return decimal(other) - self.value


def decimal(value: Any) -> Decimal:
    """The number in a figure, a row's cell or a template's literal."""
    if isinstance(value, Written):
        return value.value
    if value is None:
        return Decimal(0)
    return value if isinstance(value, Decimal) else Decimal(str(value))


@dataclass(frozen=True)
class Text:
    """A row of 文字材料."""

    chapter: str
    order: int
    heading: str
    body: str


class Words:
    """The town's own words, each given out once: a part takes those under its name, the rest stay for 其余."""

    def __init__(self, figures: Figures) -> None:
        self.texts: list[Text] = []
        if figures.has("文字材料"):
            rows = figures.query("SELECT 章节, 次序, 小标题, 正文 FROM 台账.文字材料 ORDER BY 次序, _id")
            self.texts = [Text(row["章节"], row["次序"] or 0, row["小标题"], row["正文"]) for row in rows]
        self._taken: set[int] = set()

    def of(self, *chapters: str) -> list[Text]:
        """Texts of the chapters, in their order."""
        return [text for text in self.texts if any(_chapter(text.chapter, chapter) for chapter in chapters)]

    def take(self, part: Part, chapter: str) -> list[Text]:
        """Texts that belong to a part, by their 小标题."""
        found = [text for text in self.of(chapter) if id(text) not in self._taken and part.means(text.heading)]
        self._taken |= {id(text) for text in found}
        return found

    def rest(self, chapter: str) -> list[Text]:
        return [text for text in self.of(chapter) if id(text) not in self._taken]


def _chapter(stated: str, wanted: str) -> bool:
    alias = {
        "基本情况": ("基本情况", "概况"),
        "工作开展情况": ("工作开展", "工作情况", "主要工作", "工作成效", "重点工作", "主要做法"),
        "存在问题": ("存在", "问题"),
        "下一步工作": ("下一步", "下步", "打算", "计划"),
    }
    stems = alias.get(wanted, (wanted,))
    return stated == wanted or any(stem in stated for stem in stems)


@dataclass
class Request:
    """What is to be written: the kind, the workspace's [report] lines, an own template."""

    kind: str
    options: Mapping[str, Any]
    county: str
    template: Path | None = None
    topic: str = ""


def compose(figures: Figures, request: Request) -> Document:
    """The document of `request` over the figures' scope.

    Raises:
        FupinError: unknown kind, a broken template, a name that no indicator has.
    """
    return parse(render(figures, request))


def render(figures: Figures, request: Request) -> str:
    """The report's markup."""
    composer = _Composer(figures, request)
    if request.template is not None:
        return composer.own(request.template)
    if request.kind not in kinds():
        raise FupinError(f"没有“{request.kind}”这种材料。", f"可用的有：{'、'.join(kinds())}。")
    return composer.run(f"{request.kind}.j2")


def kinds() -> list[str]:
    """Kinds of report that come with the program."""
    return sorted(path.stem for path in folder("templates").glob("*.j2"))


class _Strict(StrictUndefined):
    """An unknown name is an error; `甲 if 乙` without else is simply nothing."""


def names_in(environment: Environment, source: str) -> set[str]:
    """Variables that a template needs from outside, those of templates that it includes among them."""
    tree = environment.parse(source)
    found = set(meta.find_undeclared_variables(tree))
    for other in meta.find_referenced_templates(tree):
        if other is not None and environment.loader is not None:
            found |= names_in(environment, environment.loader.get_source(environment, other)[0])
    return found


class _Composer:
    def __init__(self, figures: Figures, request: Request) -> None:
        self.figures = figures
        self.request = request
        self.words = Words(figures)
        self._indicators = frozenset(figures.names)
        self.environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(folder("templates"), encoding="utf-8"),
            undefined=_Strict,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,  # noqa: S701  the markup has its own escape
        )
        self.environment.filters.update(钱=self._money, 文=escape, 格=escape_cell, 数=lambda v: amounts.number(decimal(v)))
        self.environment.globals.update(self._globals())

    def own(self, path: Path) -> str:
        """A user's own Jinja text."""
        try:
            source = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise FupinError(f"读不了模板“{path}”。", "模板应是 UTF-8 编码的文本文件。") from None
        return self._render(source, str(path))

    def run(self, name: str) -> str:
        """A shipped text, with the figures that it and what it includes name."""
        return self._render(self._source(name), name)

    def _source(self, name: str) -> str:
        assert self.environment.loader is not None
        return self.environment.loader.get_source(self.environment, name)[0]

    def _render(self, source: str, name: str) -> str:
        try:
            template = self.environment.from_string(source)
            named = names_in(self.environment, source)
            known = {n: Written(self.figures.figure(n), n) for n in named if n in self._indicators}
            text: str = template.render(known)
        except UndefinedError as error:
            raise self._unknown(name, error) from None
        except TemplateSyntaxError as error:
            where = f"{error.name or name}”第{error.lineno}行"
            raise FupinError(f"模板“{where}写法有误：{error.message}。", "请对照自带模板改正。") from None
        except TemplateError as error:
            raise FupinError(f"模板“{name}”出错：{error}。", "请对照自带模板改正。") from None
        return text

    def _unknown(self, template: str, error: UndefinedError) -> FupinError:
        from rapidfuzz import process

        match = re.match(r"'(.+)' is undefined", error.message or "")
        if not match:
            return FupinError(f"模板“{template}”里有用不了的名字：{error.message}。", "请用 {% if %} 判断，或补上台账。")
        near = [found[0] for found in process.extract(match[1], list(self._indicators), limit=3, score_cutoff=40)]
        hint = f"是不是{'、'.join(near)}？" if near else ""
        return FupinError(f"模板“{template}”里的“{match[1]}”不是指标名。", f"{hint}运行 fupin indicators 看可用的指标名。")

    def _globals(self) -> dict[str, Any]:
        scope = self.figures.scope
        options = self.request.options
        place = scope.village or scope.town
        return (
            {
                "地方": place,
                "我": _we(place),
                "全": f"全{_we(place)[-1]}",
                "县": self.request.county,
                "时期": scope.period.name,
                "年": scope.period.year,
                "截至": f"{scope.day.year}年{scope.day.month}月{scope.day.day}日",
                "数据日": scope.day,
                "期末": scope.period.end,
                "材料": self.request.kind,
                "专题": self.request.topic,
                "标题": options.get("标题") or "",
                "署名": _lines(options.get("署名")) or [f"{scope.town}人民政府"],
                "成文日期": options.get("成文日期") or _date(scope.day),
                "主送机关": options.get("主送机关") or "",
                "文号": options.get("文号") or "",
                "附件": _lines(options.get("附件")),
                "有": self.figures.has,
                "查": self.figures.query,
                "文字": self.words.of,
                "其余文字": self.words.rest,
                "各部分": self._parts,
                "单位": lambda *values: amounts.money_unit(decimal(v) for v in values if v is not None),
                "占比": lambda a, b, places=2: amounts.percent(decimal(a), decimal(b), places),
                "分村": self.figures.by_village,
                "列": lambda *items: [item for item in items if item],
                "求和": lambda values: sum((decimal(v) for v in values), Decimal(0)),
            }
        )

    def _money(self, value: Any, unit: str = "") -> str:
        amount = decimal(value)
        return amounts.money(amount, unit or amounts.money_unit([amount]))

    def _parts(self, chapter: str = "工作开展情况") -> list[dict[str, Any]]:
        """The lines of work that have something to say, in the order of the town's own words, then the catalogue's."""
        composed = []
        for number, part in enumerate(parts()):
            if not part.fits(self.request.kind, self.request.topic):
                continue
            own = self.words.take(part, chapter)
            text = ""
            if all(self.figures.has(ledger) for ledger in part.needs):
                text = self.run(part.file).strip()
            if not text and not own:
                continue
            order = own[0].order if own else 1000 + number
            heading = own[0].heading if own and own[0].heading else part.heading
            body = "\n\n".join([*([text] if text else []), *(escape(item.body) for item in own)])
            composed.append({"order": order, "heading": escape_cell(heading), "text": body, "name": part.name})
        for item in self.words.rest(chapter):
            heading = escape_cell(item.heading) if item.heading else ""
            composed.append({"order": item.order, "heading": heading, "text": escape(item.body), "name": ""})
        return sorted(composed, key=lambda made: made["order"])


def _we(place: str) -> str:
    """我镇, 我乡, 我村, 我县 …"""
    for suffix, word in (("街道", "街道"), ("镇", "镇"), ("乡", "乡"), ("村", "村"), ("社区", "社区"), ("县", "县"), ("区", "区"), ("市", "市")):
        if place.endswith(suffix):
            return f"我{word}"
    return "我镇"


def _lines(value: Any) -> list[str]:
    if not value:
        return []
    return [value] if isinstance(value, str) else list(value)


def _date(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
