"""Few rows go in as lists, many as Arrow: what is found is the same."""

from pathlib import Path

import pytest

from fupin_cli.catalogue.loader import shipped
from fupin_cli.catalogue.policies import Policies
from fupin_cli.engine import loading
from fupin_cli.gathering import expand, gather
from fupin_cli.validating import Selection, Validation, validate
from fupin_cli.workspace import Workspace

EXAMPLE = Path(__file__).parents[2] / "examples" / "芦庙镇"


def found() -> Validation:
    workspace = Workspace.find(EXAMPLE)
    gathered = gather(expand([EXAMPLE / "台账" / "芦庙镇" / "双井村.xlsx"], workspace), workspace)
    catalogue = shipped()
    return validate(gathered, catalogue, Policies(catalogue.policy), Selection(preview=True))


def test_行少行多查出来的一样(monkeypatch: pytest.MonkeyPatch) -> None:
    few = found()
    monkeypatch.setattr(loading, "FEW_CELLS", 0)
    many = found()
    assert few.findings == many.findings
    assert few.unknown == many.unknown
    assert few.not_checked == many.not_checked
    assert few.findings or few.not_checked
