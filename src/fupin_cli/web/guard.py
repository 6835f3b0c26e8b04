"""Who may ask: only the browser that was given the address, only from this page, only by this name."""

import secrets
import string
from collections.abc import Mapping
from hmac import compare_digest
from urllib.parse import parse_qs

from msgspec import Struct, field
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fupin_cli.web.private import LOOPBACK

_SAFE = frozenset({"GET", "HEAD"})
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # no-referrer 会使浏览器把本页表单的 Origin 写成 null
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


def secret(length: int = 40) -> str:
    """Random letters, 4.7 bits each; without digits no masking takes them for a number."""
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(length))


class Keys(Struct, frozen=True):
    """The secrets of one run.

    Attributes:
        port: where the page is; cookies do not tell ports apart, so its name carries it.
        token: stands in the address that is opened first.
        cookie: what the browser gets for it.
        csrf: stands in the address of every form of the page.
    """

    port: int
    token: str = field(default_factory=secret)
    cookie: str = field(default_factory=secret)
    csrf: str = field(default_factory=secret)

    @property
    def cookie_name(self) -> str:
        return f"fupin_{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        return frozenset({f"{LOOPBACK}:{self.port}", f"localhost:{self.port}"})

    @property
    def address(self) -> str:
        """What the user opens."""
        return f"http://{LOOPBACK}:{self.port}/?token={self.token}"


class Guard:
    """ASGI middleware that refuses before a handler runs or a byte of a body is read.

    Host and Origin must name this server (a page elsewhere cannot reach it, not even by DNS rebinding), the
    cookie must be ours, and whatever changes something must carry the CSRF token in its address.
    """

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        self.app = app
        self.keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        answer = self._answer(scope)
        await (answer or self.app)(scope, receive, sealed)

    def _answer(self, scope: Scope) -> ASGIApp | None:
        """The refusal or the redirection; None where the request may pass."""
        headers = Headers(scope=scope)
        query = parse_qs(scope["query_string"].decode("latin-1"))
        if headers.get("host") not in self.keys.hosts:
            return _refusal("这个网页只在本机使用，不能用别的网址打开。")
        origins = {f"http://{host}" for host in self.keys.hosts}
        if headers.get("origin", next(iter(origins))) not in origins:
            return _refusal("这个请求来自别的网页，没有执行。")
        if headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
            return _refusal("这个请求来自别的网页，没有执行。")
        safe = scope["method"] in _SAFE
        if safe and scope["path"] == "/" and "token" in query:
            return self._let_in(query["token"][0])
        cookies = cookie_parser(headers.get("cookie", ""))
        if not _same(cookies.get(self.keys.cookie_name, ""), self.keys.cookie):
            return _refusal("请用启动窗口里显示的网址打开，或重新启动网页。")
        if not safe and not _same(query.get("csrf", [""])[0], self.keys.csrf):
            return _refusal("网页已经过期，请返回上一页刷新后再试。")
        return None

    def _let_in(self, token: str) -> ASGIApp:
        if not _same(token, self.keys.token):
            return _refusal("网址里的口令不对，请用启动窗口里显示的网址打开。")
        response = RedirectResponse("/", status_code=303)
        response.set_cookie(
            self.keys.cookie_name, self.keys.cookie, httponly=True, samesite="strict", path="/"
        )
        return response


def _same(given: str, wanted: str) -> bool:
    return compare_digest(given.encode("utf-8"), wanted.encode("utf-8"))


def _refusal(sentence: str) -> HTMLResponse:
    page = (
        '<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8">'
        f"<title>打不开</title><h1>打不开这个网页</h1><p>{sentence}</p></html>"
    )
    return HTMLResponse(page, status_code=403)
