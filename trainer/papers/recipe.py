"""What a paper says of its system, and what we chose where it is silent: a short file each in trainer/recipes."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from app.inference.mel import FrontEnd
from trainer.config import EXCERPT_S, FINE_FRAMES
from trainer.data import DataError
from trainer.labels import GTZAN_LABELS

RECIPES_FOLDER = Path(__file__).resolve().parent.parent / "recipes"
#: Ways to deal out pieces to training and test: by piece, by track, by artist, or by position as Keras does.
UNITS = ("segment", "track", "artist", "position")
#: Values that only tell of the paper: they do not touch a training.
TOLD = (
    *("source", "reported", "reported_accuracy", "remark", "why", "pairs", "pair_reported"),
    *("published_rows", "published_frames", "published_epochs", "published_weights"),
)


@dataclass(frozen=True, slots=True)
class PaperRecipe:
    """A system as it is trained here. Everything that a paper does not say is marked so in its file."""

    name: str  #: of the system; with its pair of genres where it tells two apart
    source: str
    network: str  #: a name of trainer.papers.networks.NETWORKS
    reported: str  #: what the paper says it reached, in its own terms
    remark: str  #: what differs from the paper, and why
    published_rows: int  #: rows and frames of the picture in the paper, for the count of weights
    published_frames: int
    published_epochs: int  #: 0 = not stated
    piece_s: float  #: seconds of sound in a picture
    batch: int
    epochs: int  #: at most; fewer where ``patience`` ends it
    unit: str  #: what the paper dealt out to training and test: see UNITS
    test_share: float
    stop_share: float = 0.0  #: share that decides when to stop, in the paper's split
    published_weights: int = 0  #: as printed; 0 = not printed
    why: str = ""  #: why our figures differ from the paper's and from each other, seen afterwards
    reported_accuracy: float | None = None  #: the figure of ``reported`` that ours is compared with, a share
    pairs: tuple[tuple[str, str], ...] = ()  #: two-genre tasks; each is a system of its own
    pair_reported: tuple[float, ...] = ()  #: accuracy reported for each of the pairs, a share
    genres: tuple[str, ...] = GTZAN_LABELS
    from_s: float = 0.0  #: part of the excerpt that pictures are cut from, in seconds
    to_s: float = EXCERPT_S
    join_bands: int = 1
    n_mfcc: int = 0
    learning_rate: float = 1e-3  #: of Adam
    l2: float = 0.0  #: times the sum of the squares of all weights but biases, added to the loss
    dropout: float | None = None  #: of the network; None = as its module has it
    patience: int = 0  #: epochs without a better loss on the stopping part after which the best weights stay; 0 = never
    honest_epochs: int = 0  #: epochs where no artist is on both sides, if not ``epochs``: see ``Run.decides``
    augment: bool = False  #: noise, time shift and masks (Pocelli)
    half_precision: bool = False  #: bfloat16 products
    marks: tuple[int, ...] = ()  #: epochs after which the test part is scored too: the paper reports several

    @property
    def frames(self) -> int:
        """Frames of a picture at our 12.9 a second."""
        return int(self.piece_s * FINE_FRAMES / EXCERPT_S + 1e-6)

    @property
    def pieces(self) -> int:
        """Pictures cut from an excerpt."""
        return int((self.to_s - self.from_s) * FINE_FRAMES / EXCERPT_S + 1e-6) // self.frames

    @property
    def front_end(self) -> FrontEnd:
        """How sound becomes these pictures."""
        return FrontEnd(join_bands=self.join_bands, n_mfcc=self.n_mfcc)

    @property
    def window_s(self) -> float:
        """Seconds that the application hears for a picture: a hop more, as the frames at its edges are half padding."""
        return (self.frames + 1) * self.front_end.seconds_per_frame

    def to_json(self) -> dict[str, Any]:
        """All values, for checkpoints and bundles; tuples become lists."""
        return {key: _listed(value) for key, value in asdict(self).items()}


def paper_names() -> list[str]:
    """The ids of all systems, in the order of the table."""
    return [file.stem for file in sorted(RECIPES_FOLDER.glob("*.toml"), key=_place)]


def load_paper(name: str, **changes: Any) -> PaperRecipe:
    """A system by its id, or ``id/genre-genre`` for one task of a system of pairs; ``changes`` replace values.

    Raises:
        KeyError: no such system, task or value.
    """
    system, _, task = name.partition("/")
    file = RECIPES_FOLDER / f"{system}.toml"
    if system not in paper_names():
        raise KeyError(f"no system {system!r}; there are {', '.join(paper_names())}")
    recipe = paper_from_json({"name": system, **tomllib.loads(file.read_text(encoding="utf-8"))})
    if task:
        pairs = {"-".join(pair): i for i, pair in enumerate(recipe.pairs)}
        if task not in pairs:
            raise KeyError(f"no task {task!r} of {system}; there are {', '.join(pairs) or 'none'}")
        pair = recipe.pairs[pairs[task]]
        figure = recipe.pair_reported[pairs[task]]
        recipe = replace(recipe, name=name, genres=pair, reported_accuracy=figure)
    return replace(recipe, **{key: value for key, value in changes.items() if value is not None})


def tasks_of(name: str) -> list[PaperRecipe]:
    """The recipes that a system consists of: itself, or one for each pair of genres."""
    recipe = load_paper(name)
    return [load_paper(f"{name}/{'-'.join(pair)}") for pair in recipe.pairs] if recipe.pairs else [recipe]


def paper_from_json(stored: dict[str, Any]) -> PaperRecipe:
    """The inverse of :meth:`PaperRecipe.to_json`.

    Raises:
        KeyError: a value is missing or unknown. DataError: one makes no sense.
    """
    try:
        recipe = PaperRecipe(**{key: _tupled(value) for key, value in stored.items()})
    except TypeError as problem:
        raise KeyError(f"the recipe {stored.get('name')!r} is not valid: {problem}") from problem
    if recipe.unit not in UNITS or recipe.pieces < 1 or not 0 < recipe.test_share < 1:
        raise DataError(f"The recipe {recipe.name} cannot be used.", "Check unit, piece_s and test_share.")
    return recipe


def _place(file: Path) -> tuple[int, str]:
    order = ("kandil", "pocelli", "khamees", "mersy", "cheng")
    found = [i for i, start in enumerate(order) if file.stem.startswith(start)]
    return (found[0] if found else len(order), file.stem)


def _listed(value: Any) -> Any:
    return [_listed(each) for each in value] if isinstance(value, tuple) else value


def _tupled(value: Any) -> Any:
    return tuple(_tupled(each) for each in value) if isinstance(value, list) else value
