"""Preview, write, history and undo on generated files, through the dialogs."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import mutagen
import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.errors import AppError
from app.library.types import ChosenBy, Query, TrackId, TrackState
from app.progress import Progress, RunControl
from app.session import PlannedChange, Session, UndoReport, WriteReport
from app.session.files import Barred
from app.settings import HardLinks, Policy
from app.tagging.formats import read_tags
from app.ui.bridge import running_tasks
from app.ui.change_model import CHANGE_ROLE, PLACE_ROLE, ChangeColumn, ChangeKind, ChangeModel
from app.ui.entry_model import EntryColumn, EntryModel
from app.ui.history_dialog import HistoryDialog
from app.ui.link_question import LinkQuestion
from app.ui.main_window import MainWindow
from app.ui.write_outcome import ResultPage
from app.ui.write_preview import WritePreview
from tests.conftest import TRACKS


def change(track: int, **values: object) -> PlannedChange:
    given = {
        "track": TrackId(track),
        "path": f"/music/{track}.flac".encode(),
        "title": f"Title {track}",
        "artist": "Someone",
        "album": "",
        "old": (),
        "new": ("Jazz",) if track % 2 else ("Rock",),
        "reason": "The file holds no genre.",
        "confidence": 0.8,
        "chosen_by": ChosenBy.MODEL,
    }
    return PlannedChange(**{**given, **values})  # type: ignore[arg-type]


@pytest.fixture
def plan(qtbot: QtBot) -> ChangeModel:
    model = ChangeModel()
    model.set_changes([change(track) for track in range(1, 7)])
    return model


def test_the_preview_keeps_the_rules_of_item_models(plan: ChangeModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(plan)


def test_single_lines_are_taken_out(plan: ChangeModel) -> None:
    index = plan.index(2, ChangeColumn.TAKE)
    assert plan.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert [int(taken.track) for taken in plan.taken()] == [1, 2, 4, 5, 6]
    assert not plan.setData(plan.index(0, ChangeColumn.TITLE), "x")


def test_a_filter_takes_nothing_out(plan: ChangeModel) -> None:
    plan.filter("title 3", None)
    assert plan.rowCount() == 1
    assert plan.taken_count() == 6
    plan.filter("", "Jazz")
    assert plan.rowCount() == 3
    plan.tick(range(plan.rowCount()), False)
    assert {taken.new for taken in plan.taken()} == {("Rock",)}


def test_changes_are_filtered_by_kind(qtbot: QtBot) -> None:
    model = ChangeModel()
    model.set_changes(
        [
            change(1),
            change(2, old=("Pop",), new=("Pop", "Rock")),
            change(3, old=("Pop",), new=("Jazz",)),
            change(4, old=("Polka",), new=("Polka",), reason="Its own genre “Polka” is kept."),
        ]
    )
    shown = {}
    for kind in (None, *ChangeKind):
        model.filter("", None, kind)
        shown[kind] = [int(model.index(row, 0).data(CHANGE_ROLE).track) for row in range(model.rowCount())]
    assert shown == {
        None: [1, 2, 3],
        ChangeKind.FILLS: [1],
        ChangeKind.ADDS: [2],
        ChangeKind.REPLACES: [3],
        ChangeKind.STAYS: [4],
    }
    model.filter("", None, ChangeKind.STAYS)
    assert model.index(0, ChangeColumn.REASON).data() == "Its own genre “Polka” is kept."
    model.tick([0], taken=True)  # there is nothing to write
    assert model.taken_count() == 3
    assert not model.flags(model.index(0, ChangeColumn.TAKE)) & Qt.ItemFlag.ItemIsUserCheckable
    model.filter("", None)
    model.tick([0], taken=False)
    model.set_changes(model.taken() + model.left_out())  # planned anew: what was taken out stays out
    assert sorted(int(one.track) for one in model.taken()) == [2, 3]


def test_expected_errors_leave_a_persons_choices_out(plan: ChangeModel) -> None:
    assert plan.expected_wrong() == pytest.approx(6 * 0.2)
    plan.set_changes([change(1, chosen_by=ChosenBy.PERSON, confidence=None), change(2, confidence=0.5)])
    assert plan.expected_wrong() == pytest.approx(0.5)


def test_the_history_keeps_the_rules_of_item_models(qtbot: QtBot, library: Session, qtmodeltester: ModelTester) -> None:
    _choose_all(library, "Polka")
    report = library.write(library.plan())
    assert report.batch is not None
    model = EntryModel()
    model.set_entries(library.batch_entries(report.batch))
    assert model.undoable() == report.written
    qtmodeltester.check(model)


@pytest.fixture
def preview(qtbot: QtBot, library: Session) -> WritePreview:
    """The preview of everything, where a person chose Polka for every track but the broken one."""
    _choose_all(library, "Polka")
    dialog = WritePreview(library, None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0)
    return dialog


def test_preview_write_and_undo_end_where_they_began(qtbot: QtBot, library: Session, preview: WritePreview) -> None:
    files = {path: path.read_bytes() for path in _files(library)}
    assert preview.model.rowCount() == 5  # one of six already says Polka
    assert all(taken.new == ("Polka",) for taken in preview.model.taken())
    assert files == {path: path.read_bytes() for path in files}, "a preview writes nothing"

    preview.write_button.click()
    qtbot.waitUntil(lambda: preview.pages.currentWidget() is preview.result_page, timeout=30_000)
    assert preview.result_page.head.text().startswith("5 ")
    assert {read_tags(os.fsencode(str(path))).genres for path in files} == {("Polka",)}

    history = HistoryDialog(library)
    qtbot.addWidget(history)
    history.show()
    qtbot.waitUntil(lambda: history.model.rowCount() == 5)
    history.undo_batch.click()
    qtbot.waitUntil(lambda: history.strip.shown is not None, timeout=30_000)
    assert files == {path: path.read_bytes() for path in files}, "undo gives every byte back"
    qtbot.waitUntil(lambda: not running_tasks() and not history.undo_batch.isEnabled())


@pytest.mark.skipif(not hasattr(os, "link"), reason="needs hard links")
@pytest.mark.parametrize("choice", [HardLinks.IN_PLACE, HardLinks.SKIP, None])
def test_files_with_several_names_are_asked_about_once(
    choice: HardLinks | None, qtbot: QtBot, library: Session, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    _choose_all(library, "Polka")
    linked = next(path for path in _files(library) if path.suffix == ".flac")
    os.link(linked, tmp_path / "other name.flac")
    request.addfinalizer((tmp_path / "other name.flac").unlink)  # the files are those of other tests too
    dialog = WritePreview(library, None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.write_button.isEnabled)
    dialog.write()
    question = dialog.findChild(LinkQuestion)
    assert question is not None
    if choice is None:
        question.reject()
        assert dialog.pages.currentWidget() is not dialog.progress_page
        assert library.settings.ask_hard_links
        dialog.reject()
        return
    question.choices[choice].click()
    qtbot.waitUntil(lambda: dialog.pages.currentWidget() is dialog.result_page, timeout=30_000)
    assert (library.settings.hard_links, library.settings.ask_hard_links) == (choice, False)
    assert read_tags(os.fsencode(tmp_path / "other name.flac")).genres == read_tags(os.fsencode(linked)).genres
    assert (read_tags(os.fsencode(linked)).genres == ("Polka",)) is (choice is HardLinks.IN_PLACE)
    assert library.linked([os.fsencode(linked)]) == frozenset()


def test_what_permissions_keep_from_a_write_is_said_before_it(
    qtbot: QtBot, library: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    _choose_all(library, "Polka")
    first, second, *_ = (change.path for change in library.plan())
    monkeypatch.setattr(library, "barred", lambda _paths: Barred(frozenset({first}), frozenset({second})))
    dialog = WritePreview(library, None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0)
    assert dialog._warning.isVisible()
    assert dialog._warning.text() == (
        "1 file is read-only and will be skipped. 1 file lies in a folder that may not be written to. "
        "What has no room to spare in its tags is left as it is."
    )
    dialog.model.tick(range(dialog.model.rowCount()), False)
    assert not dialog._warning.isVisible()


def test_unticked_files_stay_as_they_are(qtbot: QtBot, library: Session, preview: WritePreview) -> None:
    left_out = preview.model.taken()[0]
    before = Path(os.fsdecode(left_out.path)).read_bytes()
    preview.model.tick([0], False)
    with qtbot.waitSignal(preview.about_to_write):
        preview.write_button.click()
    qtbot.waitUntil(lambda: preview.pages.currentWidget() is preview.result_page, timeout=30_000)
    assert Path(os.fsdecode(left_out.path)).read_bytes() == before
    assert preview.result_page.head.text().startswith("4 ")


def test_a_file_that_changed_since_is_named_with_its_reason(
    qtbot: QtBot, library: Session, preview: WritePreview
) -> None:
    gone = Path(os.fsdecode(preview.model.taken()[0].path))
    gone.unlink()
    preview.write()
    qtbot.waitUntil(lambda: preview.pages.currentWidget() is preview.result_page, timeout=30_000)
    result = preview.result_page
    assert result.list.isVisible()
    assert result.list.topLevelItemCount() == 1
    item = result.list.topLevelItem(0)
    assert item is not None
    assert item.text(0).endswith(gone.name)
    assert item.text(2)


def test_another_policy_plans_anew(qtbot: QtBot, library: Session) -> None:
    dialog = WritePreview(library, library.ids(Query()).tolist())
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not running_tasks())
    dialog.policy_box.setCurrentIndex(dialog.policy_box.findData(Policy.REPLACE.value))
    dialog.policy_box.activated.emit(dialog.policy_box.currentIndex())
    qtbot.waitUntil(lambda: not running_tasks())
    assert library.settings.policy is Policy.FILL, "the choice is for this write only"
    dialog.reject()


def test_escape_while_writing_stops_after_the_file_in_hand(
    qtbot: QtBot, library: Session, preview: WritePreview
) -> None:
    preview.write()
    preview.reject()
    assert preview.isVisible()
    qtbot.waitUntil(lambda: preview.pages.currentWidget() is preview.result_page, timeout=30_000)
    preview.reject()
    assert not preview.isVisible()


def test_undo_leaves_what_changed_since_and_says_so(qtbot: QtBot, library: Session) -> None:
    _choose_all(library, "Polka")
    report = library.write(library.plan())
    touched = next(path for path in _files(library) if path.suffix == ".flac")
    with touched.open("ab") as file:
        file.write(b"more")
    after = touched.read_bytes()
    history = HistoryDialog(library, report.batch)
    qtbot.addWidget(history)
    history.show()
    qtbot.waitUntil(lambda: history.model.rowCount() > 0)
    history._undo_all()
    qtbot.waitUntil(lambda: history.strip.shown is not None, timeout=30_000)
    assert history.strip.shown is not None
    assert history.strip.shown.failed
    assert touched.name in history.strip.shown.hint
    assert touched.read_bytes() == after
    qtbot.waitUntil(lambda: not running_tasks())


def test_single_files_are_undone(qtbot: QtBot, library: Session) -> None:
    _choose_all(library, "Polka")
    library.write(library.plan())
    history = HistoryDialog(library)
    qtbot.addWidget(history)
    history.show()
    qtbot.waitUntil(lambda: history.model.rowCount() == 5)
    history.table.selectRow(0)
    name, other = history.model.entry_at(0).path, history.model.entry_at(1).path
    assert history.undo_files.isEnabled()
    history.undo_files.click()
    qtbot.waitUntil(lambda: history.strip.shown is not None, timeout=30_000)
    assert read_tags(name).genres != ("Polka",)
    assert read_tags(other).genres == ("Polka",)
    qtbot.waitUntil(lambda: not running_tasks() and history.undo_batch.isEnabled())
    history.undo_batch.click()
    qtbot.waitUntil(lambda: history.strip.shown is not None and history.strip.shown.sentence.startswith("4 files"))
    qtbot.waitUntil(lambda: not running_tasks())


def test_a_batch_has_the_number_and_a_file_the_folder_that_name_it(qtbot: QtBot, library: Session) -> None:
    _choose_all(library, "Polka")
    report = library.write(library.plan())
    history = HistoryDialog(library)
    qtbot.addWidget(history)
    history.show()
    qtbot.waitUntil(lambda: history.model.rowCount() == 5)
    assert f"Batch {report.batch} " in history.batches.item(0).text()
    place = history.model.index(0, EntryColumn.FILE).data(PLACE_ROLE)
    assert place == Path(os.fsdecode(history.model.entry_at(0).path)).parent.name
    assert not history.grab().isNull()
    qtbot.waitUntil(lambda: not running_tasks())


def test_an_empty_history_explains_itself(qtbot: QtBot, library: Session) -> None:
    history = HistoryDialog(library)
    qtbot.addWidget(history)
    history.show()
    qtbot.waitUntil(lambda: "Nothing" in history.head.text())
    assert not history.undo_batch.isEnabled()


def test_the_window_writes_and_opens_the_history_of_it(qtbot: QtBot, analysed: MainWindow, library: Session) -> None:
    _choose_all(library, "Polka")
    qtbot.waitUntil(analysed.tool_bar._write.isEnabled)
    analysed.tool_bar._write.click()
    preview = analysed.findChild(WritePreview)
    assert isinstance(preview, WritePreview)
    qtbot.waitUntil(lambda: preview.model.rowCount() > 0)
    preview.write()
    qtbot.waitUntil(lambda: preview.pages.currentWidget() is preview.result_page, timeout=30_000)
    preview.result_page._history.click()
    qtbot.waitUntil(lambda: analysed.findChild(HistoryDialog) is not None)
    history = analysed.findChild(HistoryDialog)
    assert isinstance(history, HistoryDialog)
    qtbot.waitUntil(lambda: history.model.rowCount() > 0)
    history.reject()
    qtbot.waitUntil(lambda: analysed.findChild(HistoryDialog) is None)


def test_a_file_edited_while_the_preview_was_open_is_heard_again(
    qtbot: QtBot, analysed: MainWindow, library: Session
) -> None:
    waiting = [row for row in library.rows(library.ids(Query())) if row.state is TrackState.REVIEW]
    library.accept([row.id for row in waiting])
    changes = library.plan()
    edited = changes[0]
    analysed.screens.open_write(None)
    dialog = analysed.findChild(WritePreview)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.model.taken_count() == len(changes))
    library.undo_verdict()  # a person's choice would stay whatever the file holds
    tags = mutagen.File(os.fsdecode(edited.path), easy=True)
    tags["title"] = ["Edited elsewhere"]
    tags.save()
    with qtbot.waitSignal(analysed.runs.began, check_params_cb=lambda what, _: what == "Analysing", timeout=30_000):
        dialog.write()
    qtbot.waitUntil(lambda: not analysed.runs.busy, timeout=60_000)
    row = library.rows([edited.track])[0]
    assert row.title == "Edited elsewhere"
    assert row.state is not TrackState.NEW
    assert row.confidence is not None


def test_the_result_counts_everything(qtbot: QtBot) -> None:
    page = ResultPage()
    qtbot.addWidget(page)
    page.show()
    report = WriteReport(7, 3, 1, ((b"/a.mp3", "read-only"),), ((b"/b.mp3", "the disk is full"),), True)
    page.show_report(report)
    assert page.list.topLevelItemCount() == 2
    assert page.list.textElideMode() is Qt.TextElideMode.ElideMiddle  # the end of a path tells which file it is
    assert "1 skipped" in page.sentence.text()
    assert "stopped before the end" in page.sentence.text()
    page.show_report(replace(report, not_reached=112))
    assert "stopped before 112 files had their turn" in page.sentence.text()
    page.show_report(replace(report, skipped=(), failed=(), unchanged=0, cancelled=False))
    assert not page.list.isVisible()
    page.show_error(AppError("The journal cannot be written.", "Make room."))
    assert page.head.text() == "The journal cannot be written."


def test_the_history_shows_first_what_was_not_written_and_why(qtbot: QtBot, library: Session) -> None:
    _choose_all(library, "Polka")
    left = next(path for path in _files(library) if path.suffix == ".flac")
    second = left.with_name("second name")
    os.link(left, second)
    control = RunControl()

    def report(at: Progress) -> None:
        if at.done == 4:
            control.cancel()

    report_of = library.write(library.plan(), report=report, control=control)
    second.unlink()
    assert (report_of.written, len(report_of.skipped)) == (3, 1)
    history = HistoryDialog(library)
    qtbot.addWidget(history)
    history.show()
    qtbot.waitUntil(lambda: history.model.rowCount() == 5)
    last = [history.model.index(4, column).data() for column in (EntryColumn.STATUS, EntryColumn.NEW)]
    assert last[0] == "not reached", "and it is named"
    first = history.model.entry_at(0)
    texts = [history.model.index(0, column).data() for column in (EntryColumn.STATUS, EntryColumn.REASON)]
    assert (first.path, texts[0]) == (os.fsencode(left), "skipped")
    assert texts[1].startswith("The file has 2 names")
    assert history.model.undoable() == 3
    assert "3 files · 1 left as it is · stopped" in history.batches.item(0).text()
    assert "It was stopped before 1 file had its turn." in history._sentence.text()
    history.table.selectRow(0)
    assert not history.undo_files.isEnabled()
    assert not history.grab().isNull()
    history.undo_batch.click()
    qtbot.waitUntil(lambda: history.strip.shown is not None and history.strip.shown.sentence.startswith("3 files"))
    qtbot.waitUntil(lambda: not running_tasks())


def test_an_undo_report_without_conflicts_needs_no_warning(qtbot: QtBot, library: Session) -> None:
    history = HistoryDialog(library)
    qtbot.addWidget(history)
    history._show_undone(UndoReport(1, 2, (), False))
    assert history.strip.shown is not None
    assert not history.strip.shown.failed


def _choose_all(session: Session, genre: str) -> None:
    rows = session.rows(session.ids(Query()).tolist())
    session.choose([row.id for row in rows if os.path.basename(row.path).decode() in TRACKS], [genre])


def _files(session: Session) -> list[Path]:
    rows = session.rows(session.ids(Query()).tolist())
    return [Path(os.fsdecode(row.path)) for row in rows if os.path.basename(row.path).decode() in TRACKS]
