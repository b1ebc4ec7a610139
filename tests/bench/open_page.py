"""A page held open over the websocket as a browser does, and what it draws."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ButtonGroup_pb2 import ButtonGroup
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

PATIENCE_SECONDS = 60.0
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass
class Drawn:
    """What a page consists of: its elements by kind, its containers, its figures as JSON."""

    elements: list[str] = field(default_factory=list)
    blocks: int = 0
    figures: list[str] = field(default_factory=list)


@dataclass
class Fragment:
    """A fragment of a page: its id, and its elements as they were sent."""

    id: str = ""
    elements: list[Element] = field(default_factory=list)


class OpenPage:
    """A page in a session of its own, driven over the websocket as a browser does."""

    def __init__(self, address: str, name: str, query: str) -> None:
        self._address, self._name, self._query = address, name, query
        self._hash = ""
        self._socket: ClientConnection | None = None
        self.drawn = Drawn()
        self.fragments: dict[str, Fragment] = {}
        self.choices: list[ButtonGroup] = []

    async def open(self) -> None:
        """Connects."""
        self._socket = await connect(
            f"ws://{self._address}/_stcore/stream",
            origin=f"http://{self._address}",  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
        )

    async def close(self) -> None:
        """Ends the session."""
        assert self._socket is not None
        await self._socket.close()

    async def draw(self, fragment_id: str = "", widgets: Iterable[WidgetState] = ()) -> float:
        """Milliseconds from asking for a run of the page, or of one fragment, to its last message.

        widgets: what a browser would send of the controls; without them all stay as they are.
        """
        assert self._socket is not None
        request = BackMsg()
        request.rerun_script.query_string = self._query
        request.rerun_script.page_script_hash = self._hash
        request.rerun_script.page_name = "" if self._hash else self._name
        request.rerun_script.fragment_id = fragment_id
        request.rerun_script.widget_states.widgets.extend(widgets)
        self.drawn = Drawn()
        self.fragments, self.choices = {}, []
        started = time.perf_counter()
        await self._socket.send(request.SerializeToString())
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                self._acknowledge_at_once()
                message = ForwardMsg()
                message.ParseFromString(await self._socket.recv())  # type: ignore[arg-type]
                kind = message.WhichOneof("type")
                if kind == "navigation":
                    # The page that was drawn: a new session only names the script behind all.
                    self._hash = message.navigation.page_script_hash
                elif kind == "delta":
                    self._note(message)
                elif kind == "script_finished":
                    assert message.script_finished in FINISHED
                    return 1000 * (time.perf_counter() - started)

    def _acknowledge_at_once(self) -> None:
        """Spares the measurement the 40 ms by which the kernel likes to delay its answer.

        The server holds a small message back until the one before is acknowledged. Whether that
        happens depends on the messages' sizes, so it would hit one page and not the other; the
        kernel forgets the option, so it is set for each message. Linux only.
        """
        assert self._socket is not None
        if hasattr(socket, "TCP_QUICKACK"):
            connection = self._socket.transport.get_extra_info("socket")
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)

    def _note(self, message: ForwardMsg) -> None:
        if message.delta.WhichOneof("type") == "add_block":
            self.drawn.blocks += 1
            return
        element = message.delta.new_element
        kind = element.WhichOneof("type") or ""
        if kind == "exception":
            raise RuntimeError(element.exception.message)
        self.drawn.elements.append(kind)
        if message.delta.fragment_id:
            fragment = self.fragments.setdefault(message.delta.fragment_id, Fragment())
            fragment.id = message.delta.fragment_id
            fragment.elements.append(element)
        if kind == "button_group":
            self.choices.append(element.button_group)
        if kind == "plotly_chart":
            self.drawn.figures.append(element.plotly_chart.spec)
