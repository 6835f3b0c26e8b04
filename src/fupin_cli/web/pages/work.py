"""Work at hand: how far it is, stopping it, and closing the whole page."""

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from fupin_cli.web.view import desk_of, page


def show(request: Request) -> Response:
    """A job; a finished one whose result is a page leads there."""
    job = desk_of(request).job(request.path_params["job"])
    if job.state == "done" and not job.download:
        return RedirectResponse(job.url, status_code=303)
    return page(request, "job.html.j2", job=job)


def state(request: Request) -> Response:
    """What the page asks for every half second."""
    desk = desk_of(request)
    job = desk.job(request.path_params["job"])
    return JSONResponse(
        {
            "state": job.state,
            "note": desk.shown(job.note),
            "done": job.done,
            "total": job.total,
            "over": job.over,
        }
    )


def cancel(request: Request) -> Response:
    """Stop a job."""
    job = desk_of(request).job(request.path_params["job"])
    job.cancel()
    return RedirectResponse(f"/jobs/{job.id}", status_code=303)


def leave(request: Request) -> Response:
    """The last page; the server stops once it has been sent."""
    desk = desk_of(request)
    answer = page(request, "left.html.j2")
    answer.background = BackgroundTask(desk.quit)
    return answer


ROUTES = (
    Route("/jobs/{job}", show),
    Route("/jobs/{job}/state", state),
    Route("/jobs/{job}/cancel", cancel, methods=["POST"]),
    Route("/leave", leave, methods=["POST"]),
)
