"""No command opens a connection."""

import shutil
import socket

import pytest

from fupin_cli.cli import run
from fupin_cli.resources import folder


@pytest.fixture
def offline(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("有命令想要联网")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_每个命令都不联网(offline, tmp_path, monkeypatch, capsys):
    home = tmp_path / "镇"
    shutil.copytree(folder("examples") / "芦庙镇", home)
    monkeypatch.chdir(home)
    for arguments in (
        ["validate"],
        ["reconcile"],
        ["report", "-o", "总结.docx"],
        ["proofread", "总结.docx"],
        ["trace", "脱贫户户数"],
        ["rules"],
        ["rule", "HH012"],
        ["indicators"],
    ):
        assert run(arguments) in {0, 1}, arguments
