"""What others do on the same file: `python peers.py NAME FILE`. Each is written as its users would write it."""

import sys
from pathlib import Path
from typing import Literal

ENUMS = {
    "性别": ["男", "女"],
    "与户主关系": ["户主", "配偶", "之子", "之女"],
    "健康状况": ["健康", "残疾", "长期慢性病", "患有大病"],
    "劳动技能": ["普通劳动力", "技能劳动力", "弱劳动力或半劳动力", "丧失劳动力", "无劳动力"],
    "户类型": ["脱贫户", "一般农户"],
    "是否危房户": ["是", "否"],
    "是否解决安全饮用水": ["是", "否"],
}
AMOUNTS = ["人均纯收入（元）", "工资性收入", "生产经营性收入", "转移性收入"]
REQUIRED = ["户编号", "人编号", "姓名", "证件号码", "与户主关系"]
IDENTITY = r"^\d{17}[\dX]$"


def bare() -> None:
    """Import what validating a village needs, and nothing else."""
    import duckdb  # noqa: F401
    import pyarrow  # noqa: F401
    import pydantic  # noqa: F401
    import python_calamine  # noqa: F401
    import typer  # noqa: F401


def calamine(path: Path) -> int:
    """Read all cells with python-calamine."""
    from python_calamine import CalamineWorkbook

    return len(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python())


def pydantic_openpyxl(path: Path) -> int:
    """A pydantic model over openpyxl's rows."""
    import openpyxl
    from pydantic import Field, ValidationError, create_model

    fields: dict[str, object] = {name: (str, ...) for name in REQUIRED if name != "证件号码"}
    fields["证件号码"] = (str, Field(pattern=IDENTITY))
    fields |= {name: (Literal[tuple(values)], ...) for name, values in ENUMS.items() if name != "与户主关系"}
    fields["与户主关系"] = (Literal[tuple(ENUMS["与户主关系"])], ...)
    fields |= {f"a{n}": (float, Field(alias=name, ge=0)) for n, name in enumerate(AMOUNTS)}
    model = create_model("Member", **fields)  # type: ignore[call-overload]
    rows = (
        openpyxl.load_workbook(path, read_only=True, data_only=True)
        .worksheets[0]
        .iter_rows(min_row=2, values_only=True)
    )
    header = next(rows)
    faults = 0
    for row in rows:
        try:
            model.model_validate(dict(zip(header, row, strict=False)))
        except ValidationError as error:
            faults += error.error_count()
    return faults


def pandera(path: Path) -> int:
    """A pandera schema over a pandas frame read by openpyxl."""
    import pandas as pd
    import pandera.pandas as pa

    frame = pd.read_excel(path, header=1, dtype=str, keep_default_na=False)
    columns = {name: pa.Column(str, nullable=False) for name in REQUIRED}
    columns["证件号码"] = pa.Column(str, pa.Check.str_matches(IDENTITY))
    columns |= {name: pa.Column(str, pa.Check.isin(values)) for name, values in ENUMS.items()}
    columns |= {name: pa.Column(float, pa.Check.ge(0), coerce=True) for name in AMOUNTS}
    try:
        pa.DataFrameSchema(columns).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        return len(error.failure_cases)
    return 0


def frictionless(path: Path) -> int:
    """frictionless validate with a schema for some of the columns and its Excel parser."""
    from frictionless import Detector, Dialect, Resource, Schema, fields, system
    from frictionless.formats import ExcelControl

    known = [
        fields.StringField(name=name, constraints={"required": True})
        for name in REQUIRED
        if name != "证件号码"
    ]
    known.append(fields.StringField(name="证件号码", constraints={"pattern": IDENTITY[1:-1]}))
    known += [
        fields.StringField(name=name, constraints={"enum": values})
        for name, values in ENUMS.items()
        if name != "与户主关系"
    ]
    known += [fields.NumberField(name=name, constraints={"minimum": 0}) for name in AMOUNTS]
    dialect = Dialect(header_rows=[2], controls=[ExcelControl(sheet=1)])
    system.trusted = True
    by_name = Detector(schema_sync=True)
    resource = Resource(path=str(path), dialect=dialect, schema=Schema(fields=known), detector=by_name)
    report = resource.validate(limit_errors=10**6)
    return len(report.flatten(["type"]))


def dataframely(path: Path) -> int:
    """A dataframely schema over polars' own Excel reader."""
    import dataframely as dy
    import polars as pl

    columns: dict[str, object] = {name: dy.String() for name in REQUIRED if name != "证件号码"}
    columns["证件号码"] = dy.String(regex=IDENTITY)
    columns |= {name: dy.Enum(values) for name, values in ENUMS.items()}
    columns |= {name: dy.Float64(min=0) for name in AMOUNTS}
    schema = type("Member", (dy.Schema,), columns)
    frame = pl.read_excel(path, read_options={"header_row": 1}, infer_schema_length=0)
    _, failures = schema.filter(frame, cast=True)
    return sum(failures.counts().values())


if __name__ == "__main__":
    name, *rest = sys.argv[1:]
    done = globals()[name](*(Path(item) for item in rest))
    print(name, done)
