"""The session: library, tags and model behind one set of verbs, the same for the window and the command line.

Methods block; the long ones take a report and a control and belong on a worker thread. Any method may be called from
any thread. Jobs that change the library or music files (scan, analyse, write, undo) hold the library's lock while they
run, so that a second Earmark on the same library cannot be in the middle of one at the same time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from app import paths
from app.errors import AppError, BundleError, explained
from app.library.store import Store
from app.library.types import FirstRows, LibraryChange, Query, Root, RootId, TrackId, TrackRow, View
from app.progress import Report, RunControl, ignore_progress
from app.session import rooms
from app.session.changes import ChangeHub
from app.session.decided import DecidedMark
from app.session.lock import LibraryLock
from app.session.models import Models
from app.session.turns import WriteTurns
from app.settings import HardLinks, Settings, read_settings, save_settings
from app.tagging.journal import Journal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.library.answers import AlbumVote, Facets, Prediction
    from app.session.analysing import Started
    from app.session.bulk import AlbumOffer, Experience, Waiting
    from app.session.records import (
        AnalyseReport,
        Answer,
        ChosenPreview,
        MelPicture,
        ModelDescription,
        PlannedChange,
        ScanReport,
        StepBack,
        UndoReport,
        Unread,
        WriteReport,
    )
    from app.session.reviewing import Doubted, ReviewOrder
    from app.tagging.entries import Batch, Entry

    Ids = Sequence[TrackId] | NDArray[np.int64]


class Session:
    """All that a person can do. Use as a context manager, or call :meth:`close`."""

    def __init__(self, *, settings: Settings | None = None) -> None:
        """Open library and journal, and mend what a crash left half done.

        ``settings`` (``None``: the stored ones) are used as they are and not saved.

        Raises:
            AppError: library or journal cannot be opened.
        """
        #: Why the stored settings cannot be read, as a sentence; empty where they can.
        self.settings_problem = ""
        if settings is None:
            settings, self.settings_problem = read_settings(paths.settings_file())
        self._settings = settings
        self._guard = threading.Lock()  # of the settings
        #: Held by whoever decides tracks, so that nothing decided under older settings is stored after newer ones.
        self._deciding = threading.RLock()
        self._analysing = threading.Lock()
        self._lock = LibraryLock(paths.data_dir() / "library.lock")
        self._models = Models()
        self._hub = ChangeHub()
        with ExitStack() as opened:  # whatever fails, nothing stays open
            self._store = opened.enter_context(Store(paths.library_file()))
            self._journal = opened.enter_context(closing(Journal(paths.journal_file())))
            note = paths.data_dir() / "writing.json"
            self._turns = WriteTurns(
                store=self._store,
                journal=self._journal,
                lock=self._lock,
                note_file=note,
                settings=lambda: self.settings,
                redecide=self._redecide,
                changed=partial(self._hub.tell, structure=True),
            )
            #: Nothing was in the library when it was opened.
            self.began_empty = self._store.is_empty()
            #: What the start had to mend: writes that a crash had left half done.
            self.recovered: tuple[rooms.tag_writer.WriteOutcome, ...] = self._turns.recover()
            self._redecide_if_settings_moved()
            opened.pop_all()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of library and journal. End running jobs first."""
        self._hub.close()
        self._journal.close()
        self._store.close()

    # ── settings ──────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def settings(self) -> Settings:
        """The settings in force; change them with :meth:`change_settings`."""
        with self._guard:
            return self._settings

    def change_settings(self, settings: Settings) -> None:
        """Save ``settings`` and decide anew, from the stored scores, what depends on them.

        Raises:
            AppError: they cannot be saved; the old ones stay in force.
        """
        with self._deciding:  # the file, too: of two changes at once, the one that holds is the one that is kept
            with explained("The settings cannot be saved"):
                save_settings(settings, paths.settings_file())
            with self._guard:
                self._settings = settings
            self._redecide_if_settings_moved()

    def export_settings(self, settings: Settings, file: Path) -> None:
        """Write ``settings`` to a file of the person's choice; AppError where that cannot be."""
        with explained(f"The settings cannot be written to {file}"):
            save_settings(settings, file)

    def import_settings(self, file: Path) -> Settings:
        """The settings that :meth:`export_settings` wrote to ``file``, not yet in force.

        Raises:
            AppError: there is no such file, or it holds no settings.
        """
        if not file.is_file():
            raise AppError(f"There is no file {file}.")
        settings, problem = read_settings(file)
        if problem:
            raise AppError(problem.replace(", so the defaults hold", ""), "Choose a file that Earmark exported.")
        return settings

    # ── library ───────────────────────────────────────────────────────────────────────────────────────────────────

    def add_folder(self, path: bytes) -> RootId:
        """Take a folder, or a single file, into the library; what lies inside a known folder adds nothing.

        Raises:
            AppError: there is nothing at ``path``, or it cannot be read.
        """
        return self.add_folders([path])[0]

    def add_folders(self, paths: Sequence[bytes]) -> list[RootId]:
        """:meth:`add_folder` for many; where one cannot be read, none is added."""
        roots = rooms.folders.take_in(self._store, paths)
        self._hub.tell(structure=True, roots=True)
        return roots

    def without_music(self, paths: Sequence[bytes]) -> list[bytes]:
        """Those of ``paths`` that are files of another kind, such as pictures and texts: nothing to be taken in."""
        return [path for path in paths if rooms.files.holds_no_music(path)]

    def remove_folder(self, root: RootId) -> None:
        """Forget a folder and what is known of its tracks; no file is touched."""
        gone = [known.path for known in self._store.roots(counted=False) if known.id == root]
        self._store.remove_root(root)
        for path in gone:
            self._unread.forget(path)
        self._hub.tell(structure=True, roots=True)

    def folders(self) -> list[Root]:
        """The folders and single files of the library, those marked that are another one under a second name."""
        return rooms.folders.with_twins(self._store.roots())

    def watch(self) -> rooms.watch.FolderWatch:
        """What looks, each time it is asked, for files that appeared, changed or vanished below the folders."""
        return rooms.watch.FolderWatch(self._store, rooms.formats.is_audio_name)

    def notice_others(self) -> bool:
        """Tell the listeners if another Earmark has changed the library since this was asked last; whether it has."""
        if not self._store.changed_elsewhere():
            return False
        self._hub.tell(structure=True, roots=True)
        return True

    def scan(
        self, below: Sequence[bytes] = (), report: Report = ignore_progress, control: RunControl | None = None
    ) -> ScanReport:
        """Bring the library up to date with the files, ``below`` these paths only or (none given) in all folders.

        Files that are named themselves are read even where they seem unchanged.
        """
        with self._lock.hold("scanning"):
            self._turns.settle()
            met = self._scan(below, report, control)
            return replace(met, fresh=self._unread.take(met))

    def not_read(self) -> Unread:
        """What the scans could not read and passed over, as the last ones left it."""
        return self._unread.read()

    def analyse(
        self,
        below: Sequence[bytes] = (),
        *,
        tracks: Ids | None = None,
        again: bool = False,
        orphans: bool = False,
        model: str = "",
        cluster: str = "",
        report: Report = ignore_progress,
        control: RunControl | None = None,
        started: Started | None = None,
    ) -> AnalyseReport:
        """Hear the tracks that have no answer yet: all, those ``below``, or ``tracks``; ``again``: heard ones too.

        ``orphans``: those as well whose answer is by a model that is gone, so that nobody can say what it means.
        ``model`` is the id of another model than the chosen one, for this run only; ``cluster`` the address of a Dask
        scheduler whose workers hear instead of this computer. ``started`` is told, on this thread or another, of each
        track as a worker takes it up.

        Raises:
            BundleError: there is no model, or not this one.
            AppError: worker processes keep dying, or the cluster cannot be used.
            LibraryBusyError: another Earmark is at work.
        """
        control = control or RunControl()
        settings = self.settings
        bundle = self._models.active(replace(settings, model=model) if model else settings)
        with self._one_analysis(control), self._lock.hold("analysing"):
            self._turns.settle()
            wanted = None if tracks is None else _track_ids(tracks)
            models = [each.id for each in self._models.all()] if orphans else None
            total = self._store.count_pending(tuple(below), again=again, tracks=wanted, models=models)
            if not total or control.cancelled:
                return rooms.records.AnalyseReport(0, 0, 0, 0, 0, control.cancelled, 0.0)
            workers, rest = _workers(settings)
            run = rooms.analysing.AnalysisRun(
                store=self._store,
                bundle=bundle,
                decider=lambda: rooms.deciding.Decider(bundle, self.settings),
                deciding=self._deciding,
                workers=workers,
                rest=rest,
                gentle=settings.leave_free,
                cluster=cluster,
                changed=lambda ids: self._hub.tell(ids, structure=True),
                look_again=lambda changed: self._scan(changed, ignore_progress, control),
                report=report,
                control=control,
                started=started,
                asked_for=None if wanted is None else frozenset(wanted),
            )
            return run.run(self._store.pending(tuple(below), again=again, tracks=wanted, models=models), total)

    def ids(self, query: Query, control: RunControl | None = None) -> NDArray[np.int64]:
        """Ids of the tracks that ``query`` names, in its order; of no use once ``control`` was cancelled."""
        return self._store.ids(query, control)

    def first_rows(self, query: Query, count: int, control: RunControl | None = None) -> FirstRows:
        """The first ``count`` tracks that ``query`` names, before all others are found."""
        return self._store.first_rows(query, count, control)

    def read_orders(self, control: RunControl | None = None) -> None:
        """Read every order ahead, so that none has to be read when it is asked for."""
        self._store.read_orders(control)

    def facets(self) -> Facets:
        """Formats, years and folders to filter by."""
        return self._store.facets()

    def rows(self, ids: Ids) -> list[TrackRow]:
        """What a table shows of these tracks, in their order; tracks gone meanwhile are left out."""
        return self._store.rows(_track_ids(ids))

    def counts(self, root: RootId | None = None) -> dict[View, int]:
        """How many tracks each view holds."""
        return self._store.counts(root)

    def prediction(self, track: TrackId) -> Prediction | None:
        """The model's stored answer."""
        return self._store.prediction(track)

    def answers(self, ids: Ids) -> Iterator[Answer]:
        """The model's answers with names and verdicts under the present settings; tracks gone are left out."""
        return self.answers_using(ids, self.settings)

    def answers_using(self, ids: Ids, using: Settings) -> Iterator[Answer]:
        """As :meth:`answers`, as if the settings were ``using``; nothing is stored."""
        return rooms.redeciding.answers(self._store, self._models, using, self.rows(ids))

    def album_vote(self, track: TrackId) -> AlbumVote:
        """What the other tracks of the album were heard as."""
        return self._store.album_vote(track)

    def vocabulary(self) -> list[str]:
        """Genre names to offer while a person types: those of the library, the frequent ones first, and the model's."""
        return self._store.genre_vocabulary(labels=self.labels())

    def labels(self, model_id: str | None = None) -> tuple[str, ...]:
        """Names of a model's genres, as ``Prediction.scores`` has them; ``None``: the model in use, () without one."""
        settings = self.settings
        try:
            bundle = self._models.active(settings) if model_id is None else self._models.find(model_id)
        except BundleError:
            return ()
        return () if bundle is None else rooms.deciding.user_names(bundle, settings)

    # ── sound and picture ─────────────────────────────────────────────────────────────────────────────────────────

    def picture(self, path: bytes, control: RunControl | None = None) -> MelPicture:
        """The mel spectrogram of a whole file, at most :data:`picture.MAX_COLUMNS` wide; DecodeError."""
        return rooms.picture.draw(path, self._front_end(), control)

    def thumbnail(self, path: bytes) -> NDArray[np.uint8]:
        """A thin picture of a file for a row of a table; DecodeError."""
        return rooms.thumbnail.draw_thumbnail(path)

    def streaming_mel(self, hop_samples: int | None = None) -> rooms.mel.StreamingMel:
        """The front end of the model in use (the usual one without a model), for a picture that rolls."""
        ear = self._front_end()
        return rooms.mel.StreamingMel(ear if hop_samples is None else rooms.picture.with_hop(ear, hop_samples))

    def sound(self, path: bytes, sample_rate: int, control: RunControl | None = None) -> Iterator[NDArray[np.float32]]:
        """A whole file as mono blocks of about a second, until ``control`` is cancelled; DecodeError."""
        return rooms.picture.until_cancelled(rooms.decode.stream_blocks(path, sample_rate), control)

    # ── verdicts ──────────────────────────────────────────────────────────────────────────────────────────────────

    def accept(self, tracks: Ids) -> int:
        """Make what was heard the person's choice; returns of how many tracks, for those unknown stay as they are."""
        return self._judged(tracks, rooms.verdicts.accept(self._store, _track_ids(tracks), self.settings))

    def check_genres(self, genres: Sequence[str]) -> None:
        """AppError where :meth:`choose` would refuse ``genres``: there is none, or one cannot be written."""
        rooms.verdicts.tidy_genres(genres)

    def choose(self, tracks: Ids, genres: Sequence[str]) -> None:
        """Choose ``genres``, whatever the model said; AppError where there is none or one cannot be written."""
        self._judged(tracks, rooms.verdicts.choose(self._store, _track_ids(tracks), genres, self.settings))

    def choose_each(self, genres: Mapping[TrackId, Sequence[str]]) -> int:
        """Choose for each track its own genres, in one step of undo; how many there were. AppError as above."""
        return self._judged(list(genres), rooms.verdicts.choose_each(self._store, genres, self.settings))

    def keep(self, tracks: Ids) -> None:
        """Leave the genres that the files hold."""
        self._judged(tracks, rooms.verdicts.keep(self._store, _track_ids(tracks)))

    def skip(self, tracks: Ids) -> None:
        """Put the tracks off."""
        self._judged(tracks, rooms.verdicts.skip(self._store, _track_ids(tracks)))

    def album(self, track: TrackId) -> list[TrackRow]:
        """The tracks of the album of ``track`` in the order of their paths; one without an album tag is alone."""
        return self._store.rows(self._store.album_tracks(track))

    def apply_to_album(self, track: TrackId, genres: Sequence[str]) -> int:
        """Choose ``genres`` for all tracks of the album of ``track``, in one step of undo; returns how many."""
        album = _track_ids(self._store.album_tracks(track))
        return self._judged(album, rooms.verdicts.choose(self._store, album, genres, self.settings))

    def undo_verdict(self) -> tuple[TrackId, ...]:
        """Take the newest verdict back; the tracks concerned, () when there is none to take back."""
        tracks = self._store.undo_verdict()
        if tracks:
            self._redecide(tracks)
        return tracks

    def step_back(self) -> StepBack:
        """Take the newest verdict back; where a write that can be undone is newer, tell of that instead."""
        step, write = self._store.last_step(), next((b for b in self._journal.batches() if b.undone < b.files), None)
        if write is not None and (step is None or write.created.timestamp() > step.created):
            return rooms.records.StepBack(write=write)
        return rooms.records.StepBack(self.undo_verdict())

    # ── reviewing ─────────────────────────────────────────────────────────────────────────────────────────────────

    def review_queue(self, root: RootId | None = None, order: ReviewOrder | None = None) -> NDArray[np.int64]:
        """Tracks that wait for a person; the closest calls (smallest margin) first unless another order is asked."""
        return rooms.reviewing.queue(
            self._store, self._models, self.settings, root, order or rooms.reviewing.ReviewOrder.MARGIN
        )

    def audit(self, root: RootId | None = None) -> list[Doubted]:
        """Undecided tracks whose sound contradicts the genre their file holds, the strongest contradiction first."""
        return rooms.reviewing.audit(self._store, self._models, self.settings, root)

    def sure_examples(self, genre: str, besides: TrackId, count: int = 5) -> list[TrackRow]:
        """Tracks other than ``besides`` that surely are ``genre``, to hear and see it against."""
        return rooms.examples.sure_examples(self._store, genre, besides, count)

    def waiting(self, query: Query) -> Waiting:
        """The tracks of ``query`` that wait for a decision, with how sure the model is of each."""
        return rooms.bulk.gather(self._store, query)

    def album_offers(self, query: Query) -> list[AlbumOffer]:
        """Albums with waiting tracks in ``query`` that were heard as one genre, with the tracks that do not fit."""
        return rooms.bulk.album_offers(self._store, self._models, self.settings, query)

    def experience(self) -> Experience:
        """How right the model was by the person's recent verdicts."""
        return rooms.bulk.experience(self._store.recent_verdicts(rooms.bulk.RECENT))

    # ── writing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def plan(
        self,
        tracks: Ids | None = None,
        below: Sequence[bytes] = (),
        *,
        using: Settings | None = None,
        unchanged: bool = False,
        read_only: bool = False,
    ) -> list[PlannedChange]:
        """What :meth:`write` would change, for ``tracks`` or all that are ready ``below`` these paths.

        ``using``: decide anew from the stored scores, for this plan only, as if these were the settings;
        ``unchanged``: then also a line, with the reason, for every file that was heard and stays as it is;
        ``read_only``: for those at least that stay because Earmark never writes files of their kind.
        """
        wanted = None if tracks is None else _track_ids(tracks)
        if using is None:
            return rooms.planning.plan(self._store, wanted, below, self.settings)
        which = {"unchanged": unchanged, "read_only": read_only}
        return rooms.planning.plan_using(self._store, self._models, wanted, below, using, **which)

    def linked(self, paths: Sequence[bytes]) -> frozenset[bytes]:
        """Those of these files that have several names (hard links), where a person is still to be asked about them."""
        return rooms.files.linked(paths) if self.settings.asks_about_hard_links else frozenset()

    def barred(self, paths: Sequence[bytes]) -> rooms.files.Barred:
        """Those of these files that permissions keep from being written, or from being replaced by a new file."""
        return rooms.files.barred(paths)

    def answer_links(self, choice: HardLinks) -> None:
        """Keep a person's answer about files with several names; AppError where it cannot be saved."""
        self.change_settings(replace(self.settings, hard_links=choice, ask_hard_links=False))

    def write(
        self,
        changes: Sequence[PlannedChange],
        *,
        note: str = "",
        report: Report = ignore_progress,
        control: RunControl | None = None,
    ) -> WriteReport:
        """Write previewed ``changes`` into the files, journalled and checked; LibraryBusyError."""
        control = control or RunControl()
        with self._turns.take("writing") as writer:
            done = rooms.writing.WriteRun(self._store, writer, report, control).planned(changes, note)
            if done.skipped:  # perhaps changed by another program: the next preview is to show what they hold now
                self._scan([path for path, _ in done.skipped], ignore_progress, control)
        self._hub.tell([change.track for change in changes], structure=True)
        return done

    def set_genres(
        self,
        paths: Sequence[bytes],
        genres: Sequence[str],
        *,
        report: Report = ignore_progress,
        control: RunControl | None = None,
    ) -> WriteReport:
        """Write these ``genres`` into files, known to the library or not; AppError where a genre cannot be written."""
        control = control or RunControl()
        names = rooms.verdicts.tidy_genres(genres)
        wanted = [rooms.files.absolute(path) for path in paths]
        with self._turns.take("writing") as writer:
            done = rooms.writing.WriteRun(self._store, writer, report, control).chosen(wanted, names, self.settings)
        self._hub.tell(structure=True)
        return done

    def preview_genres(
        self, paths: Sequence[bytes], genres: Sequence[str], *, report: Report, control: RunControl
    ) -> ChosenPreview:
        """What :meth:`set_genres` would do; no file is changed. AppError where a genre cannot be written."""
        return rooms.writing.preview(paths, rooms.verdicts.tidy_genres(genres), self.settings, report, control)

    def history(self) -> list[Batch]:
        """What was written, newest first."""
        self._turns.look()
        return self._journal.batches()

    def batch_entries(self, batch: int) -> list[Entry]:
        """The files of one batch, those last that were left as they were; AppError where there is no such batch."""
        self._check_batch(batch)
        return rooms.writing.entries_of(self._journal, batch)

    def undo(
        self,
        batch: int,
        *,
        paths: Sequence[bytes] | None = None,
        later: bool = False,
        report: Report = ignore_progress,
        control: RunControl | None = None,
    ) -> UndoReport:
        """Give the files of ``batch`` (or these of them) their old content back, byte for byte; LibraryBusyError.

        ``later``: undo first what later batches wrote into them, the newest first; else such files are conflicts.
        """
        self._check_batch(batch)
        control = control or RunControl()
        parts: list[UndoReport] = []
        for number, wanted in rooms.writing.undo_steps(self._journal, batch, paths, later=later):
            with self._turns.take("undoing", undo_of=number) as writer:
                run = rooms.writing.WriteRun(self._store, writer, report, control)
                done, tracks = run.undo(self._journal, number, wanted)
            if tracks:
                self._redecide(tracks)
            parts.append(done)
        return rooms.writing.joined(parts)

    # ── models and listeners ──────────────────────────────────────────────────────────────────────────────────────

    def models(self) -> list[ModelDescription]:
        """The models at hand, the shipped ones first."""
        return rooms.models.describe_all(self._models, self.settings)

    def open_model(self, folder: Path) -> str:
        """Make the bundle in ``folder`` known until the session ends, before others of its id; its id. BundleError."""
        return self._models.open(folder)

    def report(self, *, with_paths: bool) -> str:
        """What those who mend Earmark want to know, as text; names of files only where ``with_paths``."""
        lines = rooms.report.read_log(paths.log_dir() / "earmark.log")
        roots = len(self._store.roots())
        return rooms.report.make_report(self.settings, self.counts(), roots, lines, with_paths=with_paths)

    def save_report(self, text: str, file: Path) -> None:
        """Write a report to a file of the person's choice; AppError where that cannot be."""
        with explained(f"The report cannot be written to {file}"):
            file.write_text(text, encoding="utf-8")

    def subscribe(self, listener: Callable[[LibraryChange], None]) -> Callable[[], None]:
        """Call ``listener`` with what changed, merged, at most ten times a second, from a thread of the core."""
        return self._hub.subscribe(listener)

    # ── inside ────────────────────────────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def _one_analysis(self, control: RunControl) -> Iterator[None]:
        """Let one analysis run at a time; a second waits for the first, or until it is cancelled."""
        got = self._analysing.acquire(timeout=0.2)
        while not got and not control.cancelled:
            got = self._analysing.acquire(timeout=0.2)
        try:
            yield
        finally:
            if got:
                self._analysing.release()

    @cached_property
    def _unread(self) -> rooms.unread.UnreadList:
        return rooms.unread.UnreadList(paths.data_dir() / "unread.json")

    def _scan(self, below: Sequence[bytes], report: Report, control: RunControl | None) -> ScanReport:
        changed = partial(self._hub.tell, structure=True)
        compare = rooms.own_changes.OwnChanges(self._store, self._journal).compare
        return rooms.scanning.run_scan(self._store, below, report, control, changed=changed, compare=compare)

    def _judged(self, tracks: Ids, count: int) -> int:
        self._hub.tell(_track_ids(tracks), structure=True)
        return count

    def _redecide(self, tracks: Sequence[TrackId]) -> None:
        with self._deciding:
            rooms.redeciding.redecide(self._store, self._models, self.settings, tracks)
        self._hub.tell(tracks, structure=True)

    def _redecide_if_settings_moved(self) -> None:
        """Decide anew where the stored decisions were made under other settings, also if those were edited by hand."""
        settings, mark = self.settings, DecidedMark(paths.data_dir() / "decided.json")
        with self._deciding, explained("Earmark's folder cannot be written"):
            told = (self._store, self._models, settings, mark)
            moved = not mark.surely_holds(settings) and rooms.redeciding.redecide_if_moved(*told)
        if moved:
            self._hub.tell(structure=True)

    def _front_end(self) -> rooms.mel.FrontEnd:
        try:
            return self._models.active(self.settings).front_end
        except BundleError:
            return rooms.mel.FrontEnd()

    def _check_batch(self, batch: int) -> None:
        if not any(known.id == batch for known in self._journal.batches()):
            raise AppError(f"There is no batch {batch}.", "`earmark history` lists them.")


def _workers(settings: Settings) -> tuple[int, float]:
    """How many files are heard at a time, and how long a worker rests after each second of work.

    To leave the computer free halves the work: by half the workers, or where there is one, by half its time.
    """
    wanted = settings.workers or rooms.pool.default_workers()
    if not settings.leave_free:
        return wanted, 0.0
    return (wanted // 2, 0.0) if wanted > 1 else (1, 1.0)


def _track_ids(ids: Ids) -> list[TrackId]:
    return [TrackId(int(track)) for track in ids]
