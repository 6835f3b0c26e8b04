"""乡镇防返贫台账工具：校验、核对、写材料、校核。

For notebooks and programs: `import fupin_cli as fupin`, then `fupin.read`, `validate`, `reconcile`, `figures`,
`trace`, `report` and `proofread` (docs/接口.md). They are loaded when first asked for, so that the command line
does not wait for pandas.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from fupin_cli.errors import FupinError

if TYPE_CHECKING:
    from fupin_cli.api import (
        Balances,
        Findings,
        Ledgers,
        Proof,
        Report,
        Trace,
        figures,
        proofread,
        read,
        reconcile,
        report,
        trace,
        validate,
    )

__version__ = "0.1.0"

__all__ = [
    "Balances",
    "Findings",
    "FupinError",
    "Ledgers",
    "Proof",
    "Report",
    "Trace",
    "__version__",
    "figures",
    "proofread",
    "read",
    "reconcile",
    "report",
    "trace",
    "validate",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("fupin_cli.api"), name)


def __dir__() -> list[str]:
    return __all__
