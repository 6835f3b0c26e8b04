"""fupin web: the same work on a page of one's own machine, for people without a terminal."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from fupin_cli.cli import options


def web(
    workspace: options.WorkspaceOption = None,
    port: Annotated[
        Optional[int],  # noqa: UP045  Typer reads it
        typer.Option("--port", metavar="端口", help="用哪个端口（缺省 8765，被占用就自己换一个）。"),
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="启动后打开浏览器。")] = True,
    make_starter: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--make-starter", metavar="文件夹", help="只在这个文件夹里写好双击就能启动的文件。"),
    ] = None,
) -> int:
    """网页：在本机的浏览器里用鼠标做同样的事：收表、校验、核对、写材料、校核。"""
    from fupin_cli.cli import screen

    if make_starter is not None:
        from fupin_cli.web.starter import starters

        for path in starters(make_starter):
            screen.say(f"已写好 {path}，双击它就能启动网页。")
        return 0
    try:
        from fupin_cli.web.serving import serve
    except ModuleNotFoundError as error:
        raise _not_installed(error) from None
    serve(workspace, port, browser=browser, say=typer.echo)
    return 0


def _not_installed(error: ModuleNotFoundError) -> Exception:
    """What to say where the optional components are missing; another missing module is a fault of ours."""
    from fupin_cli.errors import FupinError

    if error.name not in {"starlette", "uvicorn", "python_multipart"}:
        return error
    return FupinError("还没有安装网页要用的组件。", '请运行 pip install "fupin-cli[web]" 安装后再启动。')
