"""Jinja for reports: sandboxed, strict about names, its faults told with template and line."""

import re
from collections.abc import Iterable, Mapping
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

from fupin_cli.counting import Figures
from fupin_cli.errors import FupinError
from fupin_cli.reporting import amounts
from fupin_cli.reporting.markup import escape, escape_cell
from fupin_cli.reporting.written import Record, Written, decimal
from fupin_cli.resources import folder


def names_in(environment: Environment, source: str) -> set[str]:
    """Variables that a template needs from outside, those of templates that it includes among them."""
    tree = environment.parse(source)
    found = set(meta.find_undeclared_variables(tree))
    for other in meta.find_referenced_templates(tree):
        if other is not None and environment.loader is not None:
            found |= names_in(environment, environment.loader.get_source(environment, other)[0])
    return found


def environment() -> Environment:
    """The environment of all templates: filters for amounts and for text that is not the template's."""
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder("templates"), encoding="utf-8"),
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
        数=lambda value: amounts.number(decimal(value)),
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

    def add(self, names: Mapping[str, Any]) -> None:
        """Names that every template may use."""
        self.environment.globals.update(names)

    def own(self, path: Path) -> str:
        """A user's own Jinja text."""
        try:
            source = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise FupinError(f"读不了模板“{path}”。", "模板应是 UTF-8 编码的文本文件。") from None
        return self._render(source, str(path))

    def run(self, name: str) -> str:
        """A shipped text, with the figures that it and what it includes name."""
        assert self.environment.loader is not None
        return self._render(self.environment.loader.get_source(self.environment, name)[0], name)

    def _render(self, source: str, name: str) -> str:
        try:
            template = self.environment.from_string(source)
            return template.render(self.figures_named(names_in(self.environment, source)))
        except UndefinedError as error:
            raise self.unknown(name, error) from None
        except TemplateSyntaxError as error:
            where = f"{error.name or name}”第{error.lineno}行"
            raise FupinError(f"模板“{where}写法有误：{error.message}。", "请对照自带模板改正。") from None
        except TemplateError as error:
            raise FupinError(f"模板“{name}”出错：{error}。", "请对照自带模板改正。") from None

    def figures_named(self, names: Iterable[str]) -> dict[str, Written]:
        """The figures among `names`; one without a ledger is there and cannot be written."""
        known = self._indicators.intersection(names)
        return {name: Written(self._figures.figure(name), name, self._record) for name in known}

    def unknown(self, template: str, error: UndefinedError) -> FupinError:
        """What to say of a name that a template may not use."""
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
        return FupinError(
            f"模板“{template}”里的“{match[1]}”不是指标名。", f"{hint}运行 fupin indicators 看可用的指标名。"
        )


def _money(value: Any, unit: str = "") -> str:
    amount = decimal(value)
    return amounts.money(amount, unit or amounts.money_unit([amount]))
