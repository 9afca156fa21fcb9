"""How far a model can be relied on: the figures read from a bundle, the page, and the choice of another model."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.session import Session
from app.session.model_figures import Confidence, GenreFigures, ModelFigures, SetFigures, read_figures
from app.ui.confidence_view import ConfidenceView
from app.ui.model_dialog import ModelDialog
from app.ui.reliability_view import ReliabilityView

METRICS = {
    "gtzan": {
        "rows": 10,
        "accuracy": 0.7,
        "accuracy_95": [0.5, 0.9],
        "genres": ["jazz", "rock"],
        "confusion": [[4, 1], [2, 3]],
    },
    "mine": {"rows": 4, "accuracy": 0.5, "genres": ["rock", "zydeco"], "confusion": [[1, 1], [1, 0]]},
    "all_genres": {"rows": 14, "accuracy": 0.6, "accepted": 0.4, "accepted_accuracy": 0.9},
    "refusal": {"auroc": 0.99},
    "reliability": {
        "diagram": [{"answers": 4, "said": 0.45, "right": 0.5}, {"answers": 10, "said": 0.9, "right": 0.8}],
        "curve": [{"kept": 0.5, "from": 0.9, "wrong": 0.1}, {"kept": 1.0, "from": 0.4, "wrong": 0.35}],
        "genres": {},
        "crosswise": {"expected_wrong": 0.09, "wrong": 0.12},
    },
    "weights": 12,
}


def test_figures_are_read_from_a_bundle() -> None:
    figures = read_figures(METRICS, {"rock": "Rock", "jazz": "Cool Jazz", "pop": "Pop"})
    assert figures.sets == (SetFigures("GTZAN", 10, 0.7, 0.5, 0.9), SetFigures("mine", 4, 0.5, 0.5, 0.5))
    assert figures.genres == (
        GenreFigures("Rock", 7, 4 / 7, 4 / 6),
        GenreFigures("Cool Jazz", 5, 4 / 5, 4 / 6),
        GenreFigures("Zydeco", 1, 0.0, 0.0),
    )
    assert (figures.accepted, figures.accepted_right) == (0.4, 0.9)
    assert figures.confidence == Confidence(
        kept=((0.45, 0.5, 4), (0.9, 0.8, 10)), risk=((0.5, 0.1), (1.0, 0.35)), expected_wrong=0.09, wrong=0.12
    )
    assert read_figures({"reliability": {"diagram": "none"}}, {}).confidence == Confidence()


def test_parts_judged_by_other_artists_are_told(qtbot: QtBot, tiny_model: str) -> None:
    judged = {**METRICS["gtzan"], "by_split": {"fold0": 0.6, "fold1": 0.8}}  # type: ignore[dict-item]
    figures = read_figures({"gtzan": judged, "valid": METRICS["gtzan"]}, {})
    assert figures.sets == (SetFigures("GTZAN", 10, 0.7, 0.5, 0.9, (0.6, 0.8)),), "the valid part is among them"
    assert sum(genre.tracks for genre in figures.genres) == 10
    with Session() as session:
        dialog = ModelDialog(session)
        qtbot.addWidget(dialog)
        assert dialog._in_words(figures).endswith("In 2 parts of other artists each: 60 % to 80 %.")


@pytest.mark.parametrize("metrics", [{}, {"gtzan": {"accuracy": "high"}}, {"gtzan": {"accuracy": 0.5, "rows": None}}])
def test_a_bundle_without_figures_has_none(metrics: dict[str, object]) -> None:
    assert read_figures(metrics, {}) == ModelFigures()


def test_the_page_tells_each_genre_in_words_and_bars(qtbot: QtBot) -> None:
    view = ReliabilityView()
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show_figures(read_figures(METRICS, {"rock": "Rock"}).genres)
    view.show()
    texts = [[view.item(row, column).text() for column in range(4)] for row in range(view.rowCount())]
    assert texts[0] == ["Rock", "57 %", "67 %", "7"]
    assert not view.grab().isNull()


def test_the_page_draws_whether_confidence_is_kept_and_says_it(qtbot: QtBot) -> None:
    view = ConfidenceView()
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    empty = view.grab().toImage()
    assert "no figures" in ConfidenceView()._in_words(Confidence())
    view.show_figures(read_figures(METRICS, {}).confidence)
    assert view.grab().toImage() != empty
    assert view.sentence.text() == "Of the tracks that it does not ask about, it expects 9 % to be wrong; 12 % are."
    assert view.kept.accessibleDescription() == "45 % sure: 50 % right; 90 % sure: 80 % right"


def test_another_model_is_chosen_on_its_page(qtbot: QtBot, session: Session, tiny_model: str) -> None:
    dialog = ModelDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.list.count() > 1, timeout=30_000)
    assert not dialog.use_button.isEnabled(), "it is in use already"
    names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    other = next(row for row, name in enumerate(names) if "in use" not in name)
    dialog.list.setCurrentRow(other)
    with qtbot.waitSignal(dialog.applied, timeout=30_000):
        dialog.use_button.click()
    assert session.settings.model not in {"", tiny_model}
    qtbot.waitUntil(lambda: "in use" in dialog.list.item(other).text(), timeout=30_000)
