"""Pages out of templates: everything printed is escaped and masked, whatever a template forgets."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from fupin_cli.findings import LABELS
from fupin_cli.outputs.numbers import amount, row_ranges
from fupin_cli.privacy import mask_text
from fupin_cli.reporting import charts
from fupin_cli.reporting.document import Chart
from fupin_cli.web.desk import Desk
from fupin_cli.web.guard import Keys
from fupin_cli.web.wording import here
from fupin_cli.workspace import LEDGER_SUFFIXES

_HERE = Path(__file__).parent
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _svg(chart: Chart) -> Markup:
    # charts.svg 自己转义全部文字
    return Markup(mask_text(charts.svg(chart)))


def environment(desk: Desk) -> Environment:
    """The environment of all pages."""

    def shown(value: Any) -> Any:
        return desk.shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    made = Environment(
        loader=FileSystemLoader(_HERE / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["here"] = here
    accept = ",".join(sorted(LEDGER_SUFFIXES))
    made.globals.update(labels=LABELS, svg=_svg, amount=amount, row_ranges=row_ranges, accept=accept)
    return made


def desk_of(request: Request) -> Desk:
    """What lies open."""
    desk: Desk = request.app.state.desk
    return desk


def page(request: Request, template: str, *, status: int = 200, **names: Any) -> HTMLResponse:
    """A template as a page; `names` are what it shows."""
    keys: Keys = request.app.state.keys
    desk = desk_of(request)
    names.setdefault("batch", None)
    made: Environment = request.app.state.environment
    text = made.get_template(template).render(
        csrf=f"?csrf={keys.csrf}",
        home=desk.session.workspace,
        newest=next(iter(desk.batches.newest_first()), None),
        **names,
    )
    return HTMLResponse(text, status_code=status)


def attachment(content: bytes, name: str, kind: str) -> Response:
    """A file to be saved under `name`."""
    return Response(
        content,
        media_type=kind,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(mask_text(name), safe='')}"},
    )
