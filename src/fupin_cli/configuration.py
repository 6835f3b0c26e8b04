"""What fupin.toml may say, section by section.

Apart from workspace.py because a file outside a workspace is checked without it.
"""

import datetime as dt
from typing import Any

from msgspec import field
from msgspec.structs import force_setattr

from fupin_cli.forms import Form, number_or_date


class Town(Form, frozen=True, kw_only=True):
    """A town and the villages whose workbooks are expected."""

    name: str
    county: str = ""
    villages: list[str] = []


class MergedVillage(Form, frozen=True, kw_only=True):
    """A village that others were merged into on a day; movement follows them."""

    name: str
    merged: list[str] = field(name="from")
    on: dt.date


class Waiver(Form, frozen=True, kw_only=True):
    """An accepted difference or finding: who accepted it, why, and until when."""

    code: str
    who: str
    why: str
    until: dt.date
    town: str = ""
    village: str = ""
    period: str = ""


class PerLedger(Form, frozen=True, kw_only=True):
    """Codes that are not looked for in one ledger or village."""

    name: str
    ignore: list[str]


class ValidateOptions(Form, frozen=True, kw_only=True):
    ignore: list[str] = []
    select: list[str] = []
    baseline: str = ""
    per_ledger: list[PerLedger] = []
    per_village: list[PerLedger] = []
    severity: dict[str, str] = {}


class HeaderMapping(Form, frozen=True, kw_only=True):
    """A county's own form: its sheet's name or header → our ledger and field."""

    ledger: str
    sheet: str = ""
    columns: dict[str, str] = {}


class WorkspaceOptions(Form, frozen=True, kw_only=True):
    province: str = ""
    city: str = ""
    county: str = ""
    period: str = ""
    ledgers: str = "台账"
    cache: bool = False
    memory: str = ""
    temp: str = ""


class Config(Form, frozen=True, kw_only=True):
    """fupin.toml as a whole; the own entries keep the catalogue's form and are checked by its loader."""

    workspace: WorkspaceOptions = WorkspaceOptions()
    town: list[Town] = []
    merged_village: list[MergedVillage] = []
    policy: dict[str, Any] = {}  # a number or date by `number_or_date`, or such by year
    report: dict[str, str | list[str]] = {}
    waiver: list[Waiver] = []
    validate_: ValidateOptions = field(default=ValidateOptions(), name="validate")
    map: list[HeaderMapping] = []
    rule: list[dict[str, Any]] = []
    check: list[dict[str, Any]] = []
    indicator: list[dict[str, Any]] = []
    form: list[dict[str, Any]] = []

    def __post_init__(self) -> None:
        told = {
            name: {year: number_or_date(one, "policy", name) for year, one in value.items()}
            if isinstance(value, dict)
            else number_or_date(value, "policy", name)
            for name, value in self.policy.items()
        }
        force_setattr(self, "policy", told)


REPORT_KEYS = (
    *("标题", "署名", "成文日期", "主送机关", "文号", "附件", "用印"),
    *("发文机关标志", "签发人", "抄送", "印发机关", "印发日期"),
)
