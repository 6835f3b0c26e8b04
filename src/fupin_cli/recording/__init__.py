"""The audit trail: what a report or a reconciliation was made from and found, sealed, and proved again later."""

from fupin_cli.recording.model import Record
from fupin_cli.recording.seal import digest, load, sealed
from fupin_cli.recording.taking import Asked, take
from fupin_cli.recording.verifying import Fault, Verification, compare

__all__ = ["Asked", "Fault", "Record", "Verification", "compare", "digest", "load", "sealed", "take"]
