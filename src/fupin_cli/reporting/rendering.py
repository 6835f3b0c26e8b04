"""Jinja for reports: sandboxed, strict about names, its faults told with template and line."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.runtime import Context
from jinja2.utils import missing

from fupin_cli.counting import Figures
from fupin_cli.errors import FupinError
from fupin_cli.reporting import amounts, template_faults
from fupin_cli.reporting.kept_templates import KeptTemplates
from fupin_cli.reporting.markup import escape, escape_cell
from fupin_cli.reporting.sandbox import ASTRAY, Sandbox
from fupin_cli.reporting.template_faults import Part
from fupin_cli.reporting.written import Record, Written, decimal
from fupin_cli.resources import folder
from fupin_cli.vocabulary.numbers import plain_number


def environment() -> Environment:
    """The environment of all templates: filters for amounts and for text that is not the template's."""
    made = Sandbox(
        loader=FileSystemLoader(folder("templates"), encoding="utf-8"),
        bytecode_cache=KeptTemplates(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # the markup has its own escape
    )
    made.filters.update(
        钱=_money,
        文=escape,
        格=escape_cell,
        数=lambda value: plain_number(decimal(value)),
        人=lambda value: amounts.people(decimal(value)),
        百分=lambda value, places=2: amounts.percent(decimal(value), Decimal(100), places),
    )
    return made


class Renderer:
    """Runs templates over a scope's figures; an indicator's name is a variable."""

    def __init__(self, figures: Figures, record: Record) -> None:
        self._figures = figures
        self._record = record
        self._indicators = frozenset(figures.names)
        self.environment = environment()
        self.environment.context_class = _context(self._written)

    def add(self, names: Mapping[str, Any]) -> None:
        """Names that every template may use."""
        self.environment.globals.update(names)

    def own(self, path: Path) -> str:
        """A user's own Jinja text."""
        try:
            source = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise FupinError(f"读不了模板“{path}”。", "模板应是 UTF-8 编码的文本文件。") from None
        text = Part(tuple(line for line in source.splitlines() if line.strip()))
        template_faults.refuse_fullwidth(path.name, text)
        template_faults.refuse_strays(path.name, self.environment, text, self._indicators)
        try:
            return self._render(lambda: self.environment.from_string(source), path.name, [text])
        except ASTRAY as error:
            raise self.astray(path.name, error, template_faults.line_of(error)) from None

    def astray(self, template: str, error: Exception, place: str = "") -> FupinError:
        """What to say of a user's template whose reckoning fails."""
        return FupinError(
            f"模板“{template}”{place}{template_faults.reckoning(error)}。",
            "请检查花括号里的算式；不会写的，对照自带模板（fupin template --report 工作总结）。",
        )

    def run(self, name: str) -> str:
        """A shipped text."""
        return self._render(lambda: self.environment.get_template(name), name)

    def _render(self, load: Callable[[], Template], name: str, parts: Sequence[Part] = ()) -> str:
        try:
            return load().render()
        except UndefinedError as error:
            raise self.unknown(name, error, parts) from None
        except TemplateSyntaxError as error:
            where = f"{error.name or name}”第{error.lineno}行"
            raise FupinError(
                f"模板“{where}写法有误：{template_faults.in_words(error)}。", "请对照自带模板改正。"
            ) from None
        except TemplateError as error:
            raise FupinError(
                f"模板“{name}”{template_faults.line_of(error)}{template_faults.refused(error)}。",
                "请对照自带模板改正。",
            ) from None

    def _written(self, name: str) -> Written | None:
        """The indicator of that name; one without a ledger is there and cannot be written."""
        if name not in self._indicators:
            return None
        return Written(lambda: self._figures.figure(name), name, self._record)

    def unknown(self, template: str, error: UndefinedError, parts: Sequence[Part] = ()) -> FupinError:
        """What to say of a name that a template may not use; in which paragraph of its `parts` it stands."""
        from rapidfuzz import process

        match = re.match(r"'(.+)' is undefined", error.message or "")
        if not match:
            return FupinError(
                f"模板“{template}”里有用不了的名字：{error.message}。", "请用 {% if %} 判断，或补上台账。"
            )
        near = [
            item[0] for item in process.extract(match[1], list(self._indicators), limit=3, score_cutoff=40)
        ]
        hint = f"是不是{'、'.join(near)}？" if near else ""
        place = template_faults.naming(parts, match[1])
        return FupinError(
            f"模板“{template}”{place}里的“{match[1]}”不是指标名。",
            f"{hint}运行 fupin indicators 看可用的指标名。",
        )


def _context(find: Callable[[str], Written | None]) -> type[Context]:
    """Where templates look names up: what is set, then the indicators, each when it is first asked for."""

    class Names(Context):
        def resolve_or_missing(self, key: str) -> Any:
            found = super().resolve_or_missing(key)
            if found is not missing:
                return found
            figure = find(key)
            return missing if figure is None else figure

    return Names


def _money(value: Any, unit: str = "") -> str:
    amount = decimal(value)
    return amounts.money(amount, unit or amounts.money_unit([amount]))
