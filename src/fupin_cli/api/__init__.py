"""What `import fupin_cli as fupin` offers to notebooks and programs: pandas tables and small dataclasses."""

from fupin_cli.api.balances import Balances, reconcile
from fupin_cli.api.documents import Report, report
from fupin_cli.api.findings import Findings, validate
from fupin_cli.api.ledgers import Ledgers, read
from fupin_cli.api.numbers import Trace, figures, trace
from fupin_cli.api.proofs import Proof, proofread

__all__ = [
    "Balances",
    "Findings",
    "Ledgers",
    "Proof",
    "Report",
    "Trace",
    "figures",
    "proofread",
    "read",
    "reconcile",
    "report",
    "trace",
    "validate",
]
