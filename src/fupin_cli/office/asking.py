"""What is to be asked of the villages: every question that the ledgers raise now."""

from collections.abc import Callable

from msgspec.structs import replace

from fupin_cli.gathering import Gathered
from fupin_cli.office.questions import Question, of_differences, of_findings
from fupin_cli.office.rows import Rows
from fupin_cli.scope import Scope
from fupin_cli.session import Session


def questions(
    session: Session, gathered: Gathered, scope: Scope, *, progress: Callable[[str], None] | None = None
) -> list[Question]:
    """Of validate and reconcile, in their order; `progress` as in both."""
    from fupin_cli.reconciling import reconcile
    from fupin_cli.validating import validate

    asked = _within(gathered, scope)
    rows = Rows(asked)
    found = validate(asked, session.catalogue, session.policies, session.selection(), progress=progress)
    waivers = session.workspace.config.waiver if session.workspace else ()
    differences = reconcile(scope, session.catalogue, waivers, policies=session.policies, progress=progress)
    return [*of_findings(asked, found, session.catalogue, rows), *of_differences(differences, rows)]


def _within(gathered: Gathered, scope: Scope) -> Gathered:
    """What was read of the scope's town and period: other towns and periods are asked for themselves."""
    own = {id(member.typed) for member in scope.dataset.members}
    typed = [one for one in gathered.typed if id(one) in own]
    files = {one.reading.path for one in typed}
    return replace(
        gathered,
        readings=[reading for reading in gathered.readings if reading.path in files],
        typed=typed,
        findings=[finding for finding in gathered.findings if finding.place.file in files],
        datasets={str(scope.period): scope.dataset},
    )
