"""What slip and receive share: every question that the ledgers raise now."""

from fupin_cli.gathering import Gathered
from fupin_cli.office.questions import Question, of_differences, of_findings
from fupin_cli.office.rows import Rows
from fupin_cli.scope import Scope
from fupin_cli.session import Session


def questions(session: Session, gathered: Gathered, scope: Scope) -> list[Question]:
    """Of validate and reconcile, in their order."""
    from fupin_cli.reconciling import reconcile
    from fupin_cli.validating import validate

    rows = Rows(gathered)
    found = validate(gathered, session.catalogue, session.policies, session.selection())
    differences = reconcile(scope, session.catalogue, session.home.config.waiver, policies=session.policies)
    return [*of_findings(gathered, found, session.catalogue, rows), *of_differences(differences, rows)]
