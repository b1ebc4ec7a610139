"""HTTP as bytes on a socket, so that a test decides about every header."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """Status, headers in lower case (the last of each name) and body of one answer."""

    status: int
    headers: dict[str, str]
    body: str
    cookies: tuple[str, ...]


def ask(
    port: int,
    path: str = "/",
    *,
    host: str | None = None,
    method: str = "GET",
    headers: Sequence[tuple[str, str]] = (),
) -> Answer:
    """One request; without `host` it is the one that a browser on this machine would send."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host or f'127.0.0.1:{port}'}"]
    lines += [f"{name}: {value}" for name, value in headers]
    if "Connection" not in dict(headers):
        lines.append("Connection: close")
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        return _read(connection)


def open_websocket(
    port: int,
    *,
    host: str | None = None,
    origin: str | None = None,
    headers: Sequence[tuple[str, str]] = (),
) -> int:
    """The status of a websocket's handshake with Streamlit: 101 when it was let in."""
    handshake = [
        ("Connection", "Upgrade"),
        ("Upgrade", "websocket"),
        ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ("Sec-WebSocket-Protocol", "streamlit"),
        *([("Origin", origin)] if origin else []),
        *headers,
    ]
    return ask(port, "/_stcore/stream", host=host, headers=handshake).status


def _read(connection: socket.socket) -> Answer:
    received = b""
    while b"\r\n\r\n" not in received:
        chunk = connection.recv(65536)
        if not chunk:
            break
        received += chunk
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = [(n.strip().lower(), v.strip()) for n, _, v in (line.partition(":") for line in lines)]
    headers = dict(pairs)
    status = int(first.split()[1])
    if status != 101:
        expected = int(headers.get("content-length", "0"))
        while len(body) < expected:
            chunk = connection.recv(65536)
            if not chunk:
                break
            body += chunk
    return Answer(
        status=status,
        headers=headers,
        body=body.decode("utf-8", "replace"),
        cookies=tuple(value for name, value in pairs if name == "set-cookie"),
    )
