"""Plays a file in the window's player and prints what its picture shows meanwhile, for :mod:`test_heard_is_drawn`.

A process of its own: the sound server is chosen by its environment. Each line is ``monotonic seconds, drawn second``.
"""

from __future__ import annotations

import faulthandler
import os
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.inference.mel import FrontEnd, StreamingMel
from app.session.picture import with_hop
from app.ui.live_roll import LiveRoll
from app.ui.player import Player
from app.ui.sound_source import SAMPLE_RATE

#: Longest run, in milliseconds.
_PATIENCE_MS = 40_000
#: After so many seconds it hangs, and says where: the sound server's threads have their own ideas of an end.
_HANGS_S = 70


def main() -> int:
    """Play the file named on the command line to its end."""
    faulthandler.dump_traceback_later(_HANGS_S, exit=True)
    application = QApplication([])
    player = Player()
    roll = LiveRoll(lambda hop: StreamingMel(with_hop(FrontEnd(), hop)), SAMPLE_RATE, 6.0)
    roll.take_scale(FrontEnd().band_centres_hz())
    roll.resize(600, 200)
    roll.show()
    player.samples_played.connect(roll.take)

    def note(seconds: float) -> None:
        roll.set_position(seconds)
        if player.playing and roll.image.isVisible():
            sys.stdout.write(f"{time.monotonic():.6f} {roll.box.viewRange()[0][1]:.6f}\n")
            sys.stdout.flush()

    player.position_changed.connect(note)
    player.state_changed.connect(lambda _state: None if player.playing else application.quit())
    player.load(os.fsencode(sys.argv[1]))
    player.play()
    QTimer.singleShot(_PATIENCE_MS, application.quit)
    application.exec()
    player.release()
    return 0


if __name__ == "__main__":
    sys.exit(main())
