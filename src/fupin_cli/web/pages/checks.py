"""核对: the checks as a board; one that differs opened to the people and rows that make it differ."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from fupin_cli.office.opening import system_export
from fupin_cli.outputs.balances import as_workbook, values, who
from fupin_cli.pages.board import STATES, Card
from fupin_cli.reconciling import Contributor, Outcome, reconcile
from fupin_cli.web.balances import Balance
from fupin_cli.web.batches import Batch
from fupin_cli.web.forms import form_with_files
from fupin_cli.web.guard import secret
from fupin_cli.web.jobs import Job
from fupin_cli.web.pages.intake import batch_of
from fupin_cli.web.private import gone_after
from fupin_cli.web.rows import Row, flat
from fupin_cli.web.view import XLSX, attachment, desk_of, page

_MOST_CONTRIBUTORS = 200
_MOST_ROWS = 20


def choose(request: Request) -> Response:
    """What to reconcile; the latest result, if there is one, is a link away."""
    batch = batch_of(request)
    return page(request, "checks.html.j2", batch=batch, balance=None, board={}, looks=STATES)


async def start(request: Request) -> Response:
    """Reconcile a place and period."""
    batch = batch_of(request)
    desk = desk_of(request)
    folder = batch.folder / secret(12)
    asked, paths = await form_with_files(request, "against", folder)

    def work(job: Job) -> str:
        scope = batch.scope(asked.get("town", ""), asked.get("village", ""), asked.get("period", ""))
        session = batch.session
        with gone_after(folder):
            other = system_export(paths[0], session.workspace, batch.password) if paths else None
        result = reconcile(
            scope,
            session.catalogue,
            batch.config.waiver,
            policies=session.policies,
            against=other,
            progress=lambda title: job.say(f"正在核对：{title}"),
        )
        balance = Balance(scope, result, paths[0].name if paths else "")
        batch.balances.put(balance)
        return f"/b/{batch.id}/checks/{balance.id}"

    job = desk.jobs.start(Job("正在核对", f"/b/{batch.id}/checks"), work)
    return RedirectResponse(f"/jobs/{job.id}", status_code=303)


def board(request: Request) -> Response:
    """All checks of a reconciliation."""
    batch, balance = _balance(request)
    return page(request, "checks.html.j2", batch=batch, balance=balance, board=balance.board(), looks=STATES)


def card(request: Request) -> Response:
    """One check: both sides at each place, and who makes them differ."""
    batch, balance = _balance(request)
    opened = _card(balance, request.path_params["number"])
    open_ = opened.open
    villages = [outcome for outcome in open_ if outcome.village] or open_
    return page(
        request,
        "check.html.j2",
        batch=batch,
        balance=balance,
        card=opened,
        details=[(outcome, _contributors(outcome, batch), _sides(outcome, batch)) for outcome in villages],
    )


def _contributors(outcome: Outcome, batch: Batch) -> list[tuple[str, str, list[Row]]]:
    """Who differs, what either side says, and the rows."""
    return [
        (
            batch.renderer.shown_text(who(one)),
            batch.renderer.shown_text(values(one, outcome)),
            _rows(one, batch),
        )
        for one in outcome.unmatched[:_MOST_CONTRIBUTORS]
    ]


def _rows(contributor: Contributor, batch: Batch) -> list[Row]:
    return [row for source in flat(contributor.sources)[:_MOST_ROWS] for row in batch.rows.at(source)]


def _sides(outcome: Outcome, batch: Batch) -> list[tuple[str, list[Row], int]]:
    """Where nobody in particular differs: the rows behind each side, and how many there are."""
    if outcome.unmatched:
        return []
    found = []
    for side in (outcome.left, outcome.right):
        sources = flat(side.sources) if side else []
        rows = [row for source in sources[:_MOST_ROWS] for row in batch.rows.at(source)]
        found.append((side.label if side else "", rows, len(sources)))
    return found


def workbook(request: Request) -> Response:
    """The result as a workbook to send back to the villages."""
    _, balance = _balance(request)
    content = as_workbook(balance.result, balance.scope, show_pii=False)
    return attachment(content, f"{balance.scope.town}核对结果.xlsx", XLSX)


def _balance(request: Request) -> tuple[Batch, Balance]:
    batch = batch_of(request)
    return batch, batch.balances.get(request.path_params["balance"])


def _card(balance: Balance, number: int) -> Card:
    if number >= len(balance.cards):
        raise HTTPException(404)
    return balance.cards[number]


ROUTES = (
    Route("/b/{batch}/checks", choose),
    Route("/b/{batch}/checks", start, methods=["POST"]),
    Route("/b/{batch}/checks/{balance}", board),
    Route("/b/{batch}/checks/{balance}/workbook", workbook),
    Route("/b/{batch}/checks/{balance}/{number:int}", card),
)
