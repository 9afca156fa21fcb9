"""One window per library: a second start hands its paths to the first and leaves.

The server's name comes from the data folder, so two libraries (``EARMARK_HOME``) are two programs. Who is the first is
told by a lock on a file, so that a first start needs no network before its rows are in sight; it listens from then on.
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
        self._sockets: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        self._server.listen(name)

    def close(self) -> None:
        """Listen no more."""
        self._server.close()
        for socket in self._sockets:
            socket.abort()
        self._sockets.clear()

    def _accept(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            self._sockets.append(socket)
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(self._forget)
        self._read()

    def _read(self) -> None:
        for socket in self._sockets:
            if socket.canReadLine():
                added = _paths(bytes(socket.readLine().data()))
                socket.write(b"ok\n")
                socket.flush()
                self.started_again.emit(added)

    def _forget(self) -> None:
        """Let go of those that have left; the server, their parent, deletes them with itself at the latest."""
        gone = [socket for socket in self._sockets if socket.state() == QLocalSocket.LocalSocketState.UnconnectedState]
        self._sockets = [socket for socket in self._sockets if socket not in gone]
        for socket in gone:
            socket.deleteLater()


def _paths(line: bytes) -> list[bytes]:
    try:
        return [bytes.fromhex(name) for name in json.loads(line)]
    except (ValueError, TypeError):
        return []
