"""The application: its addresses, and what is said when something is not there or fails."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from fupin_cli.errors import FupinError
from fupin_cli.web.desk import Desk
from fupin_cli.web.guard import Guard, Keys
from fupin_cli.web.jobs import ASK
from fupin_cli.web.pages import (
    checks,
    comparisons,
    findings,
    intake,
    matches,
    proofread,
    reports,
    slips,
    work,
)
from fupin_cli.web.uploads import TooLargeError
from fupin_cli.web.view import environment, page

_STATIC = Path(__file__).parent / "static"
_ASSETS = {"app.css": "text/css", "app.js": "text/javascript", "icon.svg": "image/svg+xml"}


def application(desk: Desk, keys: Keys) -> ASGIApp:
    """The page of one user behind its guard."""
    app = Starlette(
        routes=[
            Route("/static/{name}", _asset),
            *work.ROUTES,
            *intake.ROUTES,
            *findings.ROUTES,
            *checks.ROUTES,
            *matches.ROUTES,
            *slips.ROUTES,
            *reports.ROUTES,
            *comparisons.ROUTES,
            *proofread.ROUTES,
        ],
        exception_handlers={FupinError: _failed, HTTPException: _absent, 500: _broken},
    )
    app.state.desk = desk
    app.state.keys = keys
    app.state.environment = environment(desk)
    return Guard(app, keys)


def _asset(request: Request) -> Response:
    """One of our own few files, by its whole name."""
    name = request.path_params["name"]
    if name not in _ASSETS:
        raise HTTPException(404)
    return Response((_STATIC / name).read_bytes(), media_type=_ASSETS[name])


def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, FupinError)
    status = 413 if isinstance(error, TooLargeError) else 400
    return page(request, "failed.html.j2", status=status, message=error.message, hint=error.hint)


def _absent(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        message, hint = "没有这一页。", "多半是台账已经收起，或程序重新启动过；请回首页重新交。"
    else:
        message, hint = "网页没有看懂这个请求。", "请返回上一页重试。"
    return page(request, "failed.html.j2", status=error.status_code, message=message, hint=hint)


def _broken(request: Request, error: Exception) -> Response:
    message = f"程序内部出错（{type(error).__name__}），这是程序的毛病，不是台账的毛病。"
    return page(request, "failed.html.j2", status=500, message=message, hint=ASK)
