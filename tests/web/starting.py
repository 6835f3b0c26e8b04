"""Waiting for a program that has said its address and is about to listen on it."""

import time

import httpx

_PATIENCE = 60  # 秒


def answered(client: httpx.Client, address: str) -> httpx.Response:
    """The program's first answer."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return client.get(address)
        except httpx.ConnectError:
            assert time.monotonic() < until, "程序一直没有应答"
            time.sleep(0.1)
