"""One window per library: a second start hands its paths to the first and leaves.

The server's name comes from the data folder, so two libraries (``EARMARK_HOME``) are two programs.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app import paths

_TIMEOUT_MS = 1000


def server_name() -> str:
    """Name of this library's server, for this user."""
    key = os.fsencode(str(paths.data_dir().resolve()))
    return "earmark-" + hashlib.blake2b(key, digest_size=12).hexdigest()


def hand_over(added: Sequence[bytes], name: str) -> bool:
    """Give ``added`` to a window that is already open and let it come to the front; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_TIMEOUT_MS):
        return False
    socket.write(json.dumps([path.hex() for path in added]).encode() + b"\n")
    answered = socket.waitForBytesWritten(_TIMEOUT_MS) and socket.waitForReadyRead(5 * _TIMEOUT_MS)
    socket.disconnectFromServer()
    return answered


class SingleInstance(QObject):
    """Listens for later starts."""

    started_again = Signal(list)  #: paths (bytes) that the later start was given

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        QLocalServer.removeServer(name)  # what a crashed start left behind; a living one was asked before
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        self._server.listen(name)

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _accept(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.readyRead.connect(lambda: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        try:
            added = [bytes.fromhex(name) for name in json.loads(bytes(socket.readLine().data()))]
        except (ValueError, TypeError):
            added = []
        socket.write(b"ok\n")
        socket.flush()
        self.started_again.emit(added)
