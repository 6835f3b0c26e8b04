"""Run the page: a socket on the loopback address, the browser opened on it, everything cleared at the end."""

import contextlib
import signal
import socket
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn
from msgspec import Struct

from fupin_cli.errors import FupinError
from fupin_cli.session import Session
from fupin_cli.web.app import application
from fupin_cli.web.desk import Desk
from fupin_cli.web.guard import Keys
from fupin_cli.web.private import LOOPBACK, private_folder, temporaries_in

PORT = 8765


def listening(port: int | None) -> socket.socket:
    """A socket on 127.0.0.1; without a wish the usual port, or any free one where that is taken.

    Raises:
        FupinError: the port that was asked for is taken, or is none.
    """
    if port is not None and not 0 <= port <= 65535:
        raise FupinError(f"没有端口 {port}。", "端口是 1 到 65535 的数，也可以不写 --port。")
    for wanted in (PORT, 0) if port is None else (port,):
        made = socket.socket()
        # Windows 上不加这一项，别的程序可以抢占同一个端口
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((LOOPBACK, wanted))
            made.listen(128)
        except OSError:
            made.close()
            continue
        return made
    raise FupinError(
        f"端口 {port} 用不了，多半是被别的程序占着。", "请换一个 --port，或不写 --port 由程序自己选。"
    )


class Prepared(Struct, frozen=True):
    """A server that is ready to run, its secrets, and what lies open on it."""

    server: uvicorn.Server
    keys: Keys
    desk: Desk


@contextlib.contextmanager
def prepared(session: Session, made: socket.socket) -> Iterator[Prepared]:
    """The server over a private folder, which is deleted at the end."""
    port = made.getsockname()[1]
    keys = Keys(port)
    with private_folder(port) as folder:
        desk = Desk(session, folder)
        config = uvicorn.Config(
            application(desk, keys),
            log_level="critical",
            access_log=False,
            server_header=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=2,
        )
        server = uvicorn.Server(config)
        desk.quit = lambda: setattr(server, "should_exit", True)
        try:
            yield Prepared(server, keys, desk)
        finally:
            desk.close()


def serve(workspace: Path | None, port: int | None, *, browser: bool, say: Callable[[str], None]) -> None:
    """Serve until the user stops it (Ctrl+C or the button on the page).

    Raises:
        FupinError: no such workspace, or the port is taken.
    """
    session = Session.open(workspace, needed=False)
    # 否则 SIGTERM 会当场结束程序，临时文件夹留在盘上
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with listening(port) as made, prepared(session, made) as ready, temporaries_in(ready.desk.folder):
        say(f"网页已经启动，只有本机能打开：\n  {ready.keys.address}")
        say("用完请点网页上的“结束”，或在这里按 Ctrl+C。")
        if browser:
            webbrowser.open(ready.keys.address)
        with contextlib.suppress(KeyboardInterrupt):
            ready.server.run(sockets=[made])
