"""What a review shows of one track: picture above, numbered choices below, file and album at the side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.library.answers import AlbumVote
from app.library.types import ChosenBy, TrackRow, TrackState
from app.ui.album_votes import vote_lines
from app.ui.compare_panel import ComparePanel
from app.ui.controls import ElidedLabel, label, line
from app.ui.mel_job import PictureShelf
from app.ui.player import Player
from app.ui.review_choice import offered
from app.ui.scores_view import ScoreLine, ScoresView, score_lines
from app.ui.shortcuts import KeyMap, ReviewAction
from app.ui.sound_panel import SoundPanel
from app.ui.theme import SPACE, SPACE_INSIDE, font
from app.ui.track_details import TrackDetails, answer_words
from app.ui.words import shown_genres, shown_origin, shown_title, translate

if TYPE_CHECKING:
    from app.session import Session

#: Choices shown: at least, when the plausible ones are fewer; keys reach nine.
LEAST_CHOICES, MOST_CHOICES = 3, 9
_SIDE_WIDTH = 232
_VOTES = 4
#: From this height on, in pixels, the choices stand below each other.
_ROOMY = 720
#: Rows of choices that leave the picture its height.
_ROWS = 3


class ReviewPage(QWidget):
    """One track to decide."""

    genre_clicked = Signal(str, bool)  #: genre, whether it is added
    keep_clicked = Signal()
    skip_clicked = Signal()
    append_clicked = Signal()
    album_clicked = Signal()
    artist_clicked = Signal()
    type_clicked = Signal()
    other_left = Signal()  #: the track beside it is heard no more

    def __init__(self, session: Session, player: Player, shelf: PictureShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sound = SoundPanel(session, player, shelf, self)
        self.compare = ComparePanel(session, player, self)
        self.compare.opened.connect(self._compared)
        self.sound.picture.view_changed.connect(self.compare.take_span)
        self.sound.menu.compare.setVisible(True)
        self.choices = ScoresView(large=True, parent=self)
        self.choices.chosen.connect(self.genre_clicked)
        self._title, self._subtitle = ElidedLabel(), ElidedLabel()
        self._title.setFont(font("large", bold=True))
        self._subtitle.setProperty("role", "muted")
        self._answer = label(bold=True)
        self._make()

    def show_keys(self, keys: KeyMap) -> None:
        """Name these keys on the buttons."""
        for action, button in self._buttons.items():
            button.show_key(keys.hint(action))

    def show_artist(self, artist: str, doubted: int) -> None:
        """Offer to keep the genres of all ``doubted`` tracks by ``artist``; none: do not."""
        button = self._buttons[ReviewAction.ARTIST]
        button.setVisible(bool(artist) and doubted > 0)
        button.setText(self.tr("This artist is right"))
        button.setToolTip(self.tr("Keep what the files say for all %Ln tracks by {0}", "", doubted).format(artist))

    def show_details(self, details: TrackDetails, picked: Sequence[str], *, audit: bool = False) -> None:
        """Show ``details`` with ``picked`` genres marked (chosen before, or added and not yet accepted).

        ``audit``: the file's own genre is what is in question.
        """
        row = details.row
        self._title.set_whole_text(shown_title(row))
        self._subtitle.set_whole_text(shown_origin(row))
        self._answer.setText(
            doubt_words(row) if audit and row.chosen_by is not ChosenBy.PERSON else answer_words(details)
        )
        self._file.setText(shown_genres(row.genres) if row.genres else self.tr("no genre"))
        keep = self.tr("Keep the file's genre") if row.genres else self.tr("Leave it without a genre")
        self.keep_button.setText(keep)
        append = self._buttons[ReviewAction.APPEND]
        append.setVisible(bool(row.genres) and bool(row.predicted) and row.predicted not in row.genres)
        append.setText(self.tr("Add {0} to it").format(row.predicted))
        self._show_vote(details.vote)
        self.show_picked(details, picked)
        self.sound.show_track(row.path, row.duration_s, details)

    def show_picked(self, details: TrackDetails, picked: Sequence[str]) -> None:
        """Mark ``picked`` among the choices."""
        self.choices.show_lines(choice_lines(details, picked))
        self._show_album(details, picked)
        self._arrange()

    def _compared(self, opened: bool) -> None:
        self.sound.set_compared(opened)
        if opened:
            self.compare.take_span(*self.sound.picture.box.viewRange()[0])
        if self.sound.take_player():
            self.other_left.emit()

    def choice(self, digit: int) -> str | None:
        """The genre that ``digit`` chooses."""
        return next((line.genre for line in self.choices.lines if line.key == digit), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the choices side by side where the picture would get too little height."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        count = len(self.choices.lines)
        beside = 2 if count in {2, 4} else 3  # no row with a gap where it can be helped
        self.choices.set_columns(1 if self.height() >= _ROOMY and count <= _ROWS + 2 else beside)

    # ── making ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _make(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._subtitle)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addLayout(names, 1)
        head.addWidget(self._answer, 0, Qt.AlignmentFlag.AlignTop)
        middle = QVBoxLayout()
        middle.setSpacing(SPACE)
        middle.addLayout(head)
        pictures = QHBoxLayout()
        pictures.setSpacing(SPACE)
        pictures.addWidget(self.sound, 1)
        pictures.addWidget(self.compare, 1)
        middle.addLayout(pictures, 1)
        middle.addWidget(self.choices)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addLayout(middle, 1)
        row.addWidget(line(vertical=True))
        row.addWidget(self._make_side())

    def _make_side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(_SIDE_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_INSIDE)
        self._file = label(wrap=True)
        column.addWidget(label(self.tr("The file says"), role="heading", size="small"))
        column.addWidget(self._file)
        column.addSpacing(2 * SPACE)
        self._album_heading = label(self.tr("The album says"), role="heading", size="small")
        self._album_name = ElidedLabel()
        self._album_name.setProperty("role", "muted")
        self._votes = QGridLayout()
        self._votes.setHorizontalSpacing(SPACE)
        self._votes.setVerticalSpacing(SPACE_INSIDE)
        self._votes.setColumnStretch(0, 1)
        column.addWidget(self._album_heading)
        column.addWidget(self._album_name)
        column.addLayout(self._votes)
        column.addStretch(1)
        self._buttons = {
            ReviewAction.TYPE: KeyedButton(self.tr("Another genre"), self.type_clicked.emit),
            ReviewAction.KEEP: KeyedButton(self.tr("Keep the file's genre"), self.keep_clicked.emit),
            ReviewAction.APPEND: KeyedButton(self.tr("Add it"), self.append_clicked.emit),
            ReviewAction.ARTIST: KeyedButton(self.tr("This artist is right"), self.artist_clicked.emit),
            ReviewAction.SKIP: KeyedButton(self.tr("Skip"), self.skip_clicked.emit),
            ReviewAction.ALBUM: KeyedButton(self.tr("Whole album"), self.album_clicked.emit),
        }
        self.keep_button = self._buttons[ReviewAction.KEEP]
        for button in self._buttons.values():
            column.addWidget(button)
        self.show_artist("", 0)
        self.show_keys(KeyMap())
        return side

    def _show_album(self, details: TrackDetails, picked: Sequence[str]) -> None:
        """Say on the button which genre it would give to how many tracks, or as much of it as there is room for."""
        vote, genres = details.vote, offered(details.row, picked)
        count = vote.tracks if vote is not None and vote.album else 1
        short = self.tr("Whole album") if count < 2 else self.tr("All %Ln tracks of the album", "", count)
        whole = short
        if count > 1 and genres:
            whole = self.tr("{0} for all %Ln tracks", "", count).format(shown_genres(tuple(genres)))
        button = self._buttons[ReviewAction.ALBUM]
        button.setText(button.fitting(whole, short, _SIDE_WIDTH))
        button.setToolTip(whole)

    def _show_vote(self, vote: AlbumVote | None) -> None:
        while (item := self._votes.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        known = vote is not None and bool(vote.album) and vote.tracks > 1
        self._album_heading.setVisible(known)
        self._album_name.setVisible(known)
        if vote is None or not known:
            return
        self._album_name.set_whole_text(vote.album)
        for place, (genre, share) in enumerate(vote_lines(vote, _VOTES)):
            self._votes.addWidget(label(genre), place, 0)
            figure = label(share, role="muted")
            figure.setFont(font("normal", tabular=True))
            self._votes.addWidget(figure, place, 1, Qt.AlignmentFlag.AlignRight)
        if not vote.votes:
            self._votes.addWidget(label(self.tr("nothing yet"), role="muted"), 0, 0)


def choice_lines(details: TrackDetails, picked: Sequence[str]) -> tuple[ScoreLine, ...]:
    """The numbered choices of a track.

    The plausible genres first; then the next likely ones until there are :data:`LEAST_CHOICES`, numbered as well, and
    picked genres that are neither. Once a person chose, no figure is shown: it would look as if it were theirs.
    """
    names: list[ScoreLine] = []
    if details.heard and details.prediction is not None:
        names.extend(score_lines(details.prediction, details.labels, details.row.suggestions, LEAST_CHOICES, picked))
    known = {line.genre for line in names}
    names.extend(ScoreLine(genre, None, None, True) for genre in picked if genre not in known)
    decided = details.row.chosen_by is ChosenBy.PERSON and details.row.state is not TrackState.SKIPPED
    return tuple(
        ScoreLine(line.genre, None if decided else line.sure, place + 1 if place < MOST_CHOICES else None, line.chosen)
        for place, line in enumerate(names)
    )


def doubt_words(row: TrackRow) -> str:
    """What is in question about what the file says."""
    return translate("track", "Sounds like {0}, not {1}").format(row.predicted, shown_genres(row.genres))


class KeyedButton(QPushButton):
    """A flat button with its key at the right; the button follows the mouse, the key the keyboard."""

    def __init__(self, text: str, pressed: Callable[[], object]) -> None:
        super().__init__(text)
        self.clicked.connect(lambda _checked=False: pressed())
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("flat", True)
        self.setStyleSheet("text-align: left;")
        self._key = QLabel()
        self._key.setProperty("role", "muted")
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, SPACE, 0)
        row.addWidget(self._key, 0, Qt.AlignmentFlag.AlignRight)

    def fitting(self, whole: str, short: str, width: int) -> str:
        """``whole``, or ``short`` where a button of ``width`` has no room for it beside its key."""
        room = width - self._key.sizeHint().width() - 4 * SPACE
        return whole if self.fontMetrics().horizontalAdvance(whole) <= room else short

    def show_key(self, key: str) -> None:
        """Name the key that does the same; empty: there is none."""
        self._key.setText(key)
