"""网页只让启动它的人用：别的网址、别的网页、没有口令的都进不来，什么也改不了。"""

import os
import socket
import stat
import tempfile
from pathlib import Path

import httpx
import pytest

from fupin_cli.errors import FupinError
from fupin_cli.session import Session
from fupin_cli.web.private import LOOPBACK, private_folder, temporaries_in
from fupin_cli.web.serving import listening, prepared
from web.site import Site

PAGES = [
    "/",
    "/proofread",
    "/static/app.js",
    "/jobs/x",
    "/jobs/x/state",
    "/b/x",
    "/b/x/findings",
    "/b/x/files/y",
]
CHANGES = ["/batches", "/batches/own", "/proofread", "/leave", "/jobs/x/cancel", "/b/x/away", "/b/x/checks"]


def test_只在本机监听() -> None:
    with listening(0) as made:
        assert made.getsockname()[0] == "127.0.0.1"


def test_端口被占用_指定了的说清楚_没指定的自己换() -> None:
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        with pytest.raises(FupinError, match="用不了"):
            listening(other.getsockname()[1])
    with listening(None) as first, listening(None) as second:
        assert first.getsockname()[1] != second.getsockname()[1]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "fupin.evil.example:8765", "0.0.0.0"]
)
def test_别的网址打不开_防域名重绑定(bare: Site, host: str) -> None:
    answer = bare.get("/", headers={"Host": host})
    assert answer.status_code == 403
    assert "本机" in answer.text


def test_别的网页发来的请求不执行(bare: Site) -> None:
    for origin in (
        "http://evil.example",
        "null",
        f"https://127.0.0.1:{bare.keys.port}",
        "http://127.0.0.1:1",
    ):
        assert bare.post("/leave", headers={"Origin": origin}).status_code == 403
        assert bare.get("/", headers={"Origin": origin}).status_code == 403
    for site in ("cross-site", "same-site"):
        assert bare.get("/", headers={"Sec-Fetch-Site": site}).status_code == 403
    own = {"Origin": f"http://127.0.0.1:{bare.keys.port}", "Sec-Fetch-Site": "same-origin"}
    assert bare.get("/", headers=own).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_没有口令的一页也看不到(bare: Site, path: str) -> None:
    address = f"http://127.0.0.1:{bare.keys.port}"
    assert httpx.get(address + path).status_code == 403
    wrong = {bare.keys.cookie_name: "x" * 40}
    assert httpx.get(address + path, cookies=wrong).status_code == 403


def test_口令不对不给饼干(bare: Site) -> None:
    answer = httpx.get(f"http://127.0.0.1:{bare.keys.port}/?token={'x' * 40}")
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_口令对了换成脚本读不到的饼干_网址里不再有口令(bare: Site) -> None:
    answer = httpx.get(bare.keys.address)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert bare.keys.token not in cookie


@pytest.mark.parametrize("path", CHANGES)
def test_没有表单口令什么也不改(bare: Site, path: str) -> None:
    for query in ("", "?csrf=", "?csrf=" + "x" * 40, f"?csrf={bare.keys.token}"):
        answer = bare.client.post(path + query)
        assert answer.status_code == 403
        assert "刷新" in answer.text


def test_读网页的方法改不了东西(bare: Site) -> None:
    for path in CHANGES:
        assert bare.get(f"{path}?csrf={bare.keys.csrf}").status_code in {200, 404, 405}
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert bare.client.request(method, "/leave").status_code in {403, 405}


@pytest.mark.parametrize("path", ["/", "/proofread", "/b/x", "/static/app.css", "/static/app.js"])
def test_每个回答都带着防护(bare: Site, path: str) -> None:
    headers = bare.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers


def test_拒绝的回答也带着防护(bare: Site) -> None:
    assert "content-security-policy" in bare.get("/", headers={"Host": "evil.example"}).headers


@pytest.mark.parametrize("name", ["..%2f..%2fapp.py", "%2e%2e/app.py", "app.py", "/etc/passwd", "..\\app.py"])
def test_静态文件只有自己那两个(bare: Site, name: str) -> None:
    assert bare.get(f"/static/{name}").status_code == 404


def test_网页里没有外面的地址_没有写在页里的脚本和样式(bare: Site) -> None:
    for path in ("/", "/proofread"):
        text = bare.get(path).text
        assert "//" not in text.replace("<!DOCTYPE html>", "")
        assert "style=" not in text
        assert "onclick" not in text
        assert text.count("<script") == text.count('<script src="/static/app.js" defer></script>') == 1


def test_没有这样的端口() -> None:
    with pytest.raises(FupinError, match="没有端口"):
        listening(65536)


def test_临时文件夹只有本人能进_用完就没有() -> None:
    with listening(0) as made:
        port = made.getsockname()[1]
        with private_folder(port) as folder:
            if os.name == "posix":
                assert stat.S_IMODE(folder.stat().st_mode) == 0o700
            with temporaries_in(folder), tempfile.NamedTemporaryFile() as made_inside:
                assert Path(made_inside.name).parent == folder
            (folder / "交来的").write_text("x", encoding="utf-8")
        assert not folder.exists()
        assert Path(tempfile.gettempdir()) != folder


def test_上次没来得及删的_下次启动删掉_正在用的不动() -> None:
    with listening(0) as made:
        left = Path(tempfile.mkdtemp(prefix="fupin-web-"))
        with socket.socket() as closed:
            closed.bind((LOOPBACK, 0))
            port = closed.getsockname()[1]
        (left / "port").write_text(str(port), encoding="ascii")
        mine = Path(tempfile.mkdtemp(prefix="fupin-web-"))
        (mine / "port").write_text(str(made.getsockname()[1]), encoding="ascii")
        with private_folder(0):
            assert not left.exists()
            assert mine.exists()
        (mine / "port").unlink()
        mine.rmdir()


def test_点结束_服务器就停() -> None:
    with listening(0) as made, prepared(Session(None), made) as ready:
        ready.desk.quit()
        assert ready.server.should_exit
