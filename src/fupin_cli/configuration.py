"""What fupin.toml may say, section by section.

Apart from workspace.py because a file outside a workspace is checked without it: making the models takes time.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

PolicyValue = Decimal | dt.date


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Town(_Section):
    """A town and the villages whose workbooks are expected."""

    name: str
    county: str = ""
    villages: list[str] = []


class MergedVillage(_Section):
    """A village that others were merged into on a day; movement follows them."""

    name: str
    merged: list[str] = Field(alias="from")
    on: dt.date


class Waiver(_Section):
    """An accepted difference or finding: who accepted it, why, and until when."""

    code: str
    who: str
    why: str
    until: dt.date
    town: str = ""
    village: str = ""
    period: str = ""


class PerLedger(_Section):
    """Codes that are not looked for in one ledger or village."""

    name: str
    ignore: list[str]


class ValidateOptions(_Section):
    ignore: list[str] = []
    select: list[str] = []
    baseline: str = ""
    per_ledger: list[PerLedger] = []
    per_village: list[PerLedger] = []
    severity: dict[str, str] = {}


class HeaderMapping(_Section):
    """A county's own form: its sheet's name or header → our ledger and field."""

    ledger: str
    sheet: str = ""
    columns: dict[str, str] = {}


class WorkspaceOptions(_Section):
    province: str = ""
    city: str = ""
    county: str = ""
    period: str = ""
    ledgers: str = "台账"
    cache: bool = False
    memory: str = ""
    temp: str = ""


class Config(_Section):
    """fupin.toml as a whole; the own entries keep the catalogue's form and are checked by its loader."""

    workspace: WorkspaceOptions = WorkspaceOptions()
    town: list[Town] = []
    merged_village: list[MergedVillage] = []
    policy: dict[str, PolicyValue | dict[str, PolicyValue] | dict[int, PolicyValue]] = {}
    report: dict[str, str | list[str]] = {}
    waiver: list[Waiver] = []
    validate_: ValidateOptions = Field(default=ValidateOptions(), alias="validate")
    map: list[HeaderMapping] = []
    rule: list[dict[str, Any]] = []
    check: list[dict[str, Any]] = []
    indicator: list[dict[str, Any]] = []
    form: list[dict[str, Any]] = []


REPORT_KEYS = (
    *("标题", "署名", "成文日期", "主送机关", "文号", "附件", "用印"),
    *("发文机关标志", "签发人", "抄送", "印发机关", "印发日期"),
)
