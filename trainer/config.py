"""Every knob of a training, with its unit and its reason; a recipe is this table with some values replaced."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

#: All rows stand for this much sound, whatever their number of frames.
EXCERPT_S = 30.0
#: Frames of an excerpt at the product's resolution: hop 1,709 samples at 22,050 Hz.
FINE_FRAMES = 387
#: Frames of the windows of 10 s that networks train on.
WINDOW_FRAMES = 129
WINDOW_S = 10.0
#: Seconds of the windows that are heard: by kernel machines when they are fitted, by what judges and calibrates, and by
#: the application. This value alone changes what is shipped; then fit the kernel machines anew, and export.
HEARD_S = 7.5
HEARD_FRAMES = int(FINE_FRAMES * HEARD_S / EXCERPT_S)
HEARD_COUNT = int(EXCERPT_S / HEARD_S)  #: windows of an excerpt
#: Windows of a whole track, in the application. Six come twice as near as four to the answer that all of it gives, for
#: a sixth to a half more time (``trial windows``).
TRACK_WINDOWS = 6
N_MELS = 128
#: What a training is towards: the labels of its rows, or telling tracks apart without any (:mod:`trainer.contrast`).
LABELLED, CONTRAST = "labels", "contrast"


@dataclass(frozen=True, slots=True)
class Augment:
    """Strengths of the augmentations; each is a probability or a largest amount.

    About half of what networks of this size are usually given: stronger ones (twice the masks, the change of speed, the
    raised floors) cost two points on GTZAN's folds and four on FMA, see docs/model-development.md.
    """

    mixup: float = 0.3  #: parameter of the Beta distribution; 0 = off
    stretch: float = 0.05  #: largest change of speed, as a share
    roll_bands: int = 2  #: largest shift along the mel axis
    eq_db: float = 4.0  #: largest gain of a random equaliser (FilterAugment)
    contrast: float = 0.1  #: largest change of slope of the scaled log-mel: another master, another maximum
    coarse: float = 0.5  #: share of the fine rows that get FMA's resolution
    quantise: float = 0.2  #: share of fine rows rounded to steps of 4 in 255, as FMA's are
    lowpass: float = 0.15  #: share of rows whose upper bands are cut
    floor: float = 0.1  #: share of rows with a raised floor: a noisy recording, of which less than 80 dB are left
    noise: float = 0.02  #: largest standard deviation of added noise, in units of the 0..1 scale
    time_mask_frames: int = 8
    freq_mask_bands: int = 12
    masks: int = 1
    mixstyle: float = 0.0  #: share of windows whose bands take on another window's mean and spread; off where not asked
    shift: float = 0.0  #: share of windows turned around in time; off: windows begin anywhere as it is


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one network is trained."""

    name: str = "cnn"
    model: str = "resnet"  #: a name of trainer.models.REGISTRY
    model_options: dict[str, Any] = field(default_factory=dict)
    objective: str = LABELLED  #: or :data:`CONTRAST`, which makes a run that another can start from
    #: A finished run in whose trunk the training begins (:mod:`trainer.beginnings`); ``{split}`` stands for the split.
    #: None: random weights.
    start_from: str = ""
    seed: int = 1
    split: str = "official"  #: which rows train: official, fold0 to fold4, all
    steps: int = 1300  #: GTZAN is at its best after 1,000 to 1,500, see docs/model-development.md
    window_frames: int = WINDOW_FRAMES  #: of the windows that train; what judges and ships hears :data:`HEARD_FRAMES`
    steps_per_epoch: int = 100  #: an epoch is a unit of logging and checkpoints, not a pass over the data
    gtzan_per_batch: int = 30
    fma_per_batch: int = 24
    extra_per_batch: int = 10  #: of extra and generated rows, half of them not music
    artist_cap: int = 3  #: tracks of an artist that count towards how often the artist is drawn
    learning_rate: float = 3e-3  #: AdamW, one cycle: warm-up over a tenth, then a half cosine to zero
    weight_decay: float = 0.02
    label_smoothing: float = 0.1
    ema_decay: float = 0.997  #: of the averaged weights, which are the ones that are kept
    half_precision: bool = True  #: bfloat16 products: half the time on processors that have them, same figures
    #: Finished runs whose answers FMA's rows are trained towards as well (:mod:`trainer.distil`); ``{split}`` stands
    #: for the split. None in the shipped recipes: it gave nothing, see docs/model-development.md.
    teachers: tuple[str, ...] = ()
    teacher_share: float = 0.5  #: weight of the teachers' answers beside the labels
    threads: int = 1  #: two trainings of a thread each get through nearly twice as much as one of two threads
    augment: Augment = Augment()

    @property
    def epochs(self) -> int:
        """Number of epochs, rounded up."""
        return -(-self.steps // self.steps_per_epoch)

    def to_json(self) -> dict[str, Any]:
        """All values, for logs, checkpoints and model cards."""
        return asdict(self)


#: Weaker than a network's, and nothing mixed or masked: a kernel machine takes what it is shown for what there is.
KERNEL_AUGMENT = Augment(
    mixup=0.0,
    stretch=0.08,
    roll_bands=1,
    eq_db=4.0,
    contrast=0.1,
    coarse=0.3,
    quantise=0.0,
    lowpass=0.3,
    floor=0.25,
    noise=0.0,
    masks=0,
)

RECIPES: dict[str, Recipe] = {
    "cnn": Recipe(),
    # A CNN that learns to tell tracks apart before any genre: 48 pairs of windows a step, none of them of GTZAN, so one
    # run serves all splits. The network that begins in its trunk knows FMA's music better.
    "contrast": Recipe(
        name="contrast", objective=CONTRAST, steps=2400, gtzan_per_batch=0, fma_per_batch=38, extra_per_batch=10
    ),
    "cnn-contrast": Recipe(name="cnn-contrast", start_from="work/trainer/runs/contrast-official-1"),
    "crnn": Recipe(name="crnn", model="crnn", learning_rate=2e-3),
    # Fitted, not trained: 420 batches of GTZAN's windows. weight_decay is the penalty of its regression.
    "kernel": Recipe(
        name="kernel",
        model="kernel",
        steps=420,
        window_frames=HEARD_FRAMES,
        fma_per_batch=0,
        extra_per_batch=0,
        weight_decay=3e-5,
        label_smoothing=0.0,
        augment=KERNEL_AUGMENT,
    ),
}


def load_recipe(name_or_file: str, **changes: Any) -> Recipe:
    """A recipe by name or from a JSON file of overrides (``{"base": "cnn", "steps": 100, …}``), then ``changes``.

    Raises:
        KeyError: no such recipe or knob, or the file cannot be read.
    """
    if name_or_file in RECIPES:
        recipe = RECIPES[name_or_file]
    elif name_or_file.endswith(".json"):
        stored = _overrides(Path(name_or_file))
        base = stored.pop("base", "cnn")
        if base.endswith(".json"):  # beside the file that names it
            base = str(Path(name_or_file).with_name(base))
        recipe = recipe_from_json({**load_recipe(base).to_json(), **stored})
    else:
        raise KeyError(f"no recipe {name_or_file!r}; there are {', '.join(RECIPES)}")
    return replace(recipe, **{key: value for key, value in changes.items() if value is not None})


def _overrides(file: Path) -> dict[str, Any]:
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
    except OSError as problem:
        raise KeyError(f"the recipe {file} cannot be read: {problem.strerror}") from problem
    except ValueError as problem:
        raise KeyError(f"the recipe {file} is no JSON: {problem}") from problem
    if not isinstance(stored, dict):
        raise KeyError(f"the recipe {file} holds no table of settings")
    return stored


def recipe_from_json(stored: dict[str, Any]) -> Recipe:
    """The inverse of :meth:`Recipe.to_json`."""
    values = dict(stored)
    values["augment"] = Augment(**values.get("augment", {}))
    values["teachers"] = tuple(values.get("teachers", ()))
    try:
        recipe = Recipe(**values)
    except TypeError as problem:
        raise KeyError(str(problem)) from problem
    if recipe.objective not in (LABELLED, CONTRAST):
        raise KeyError(f"no objective {recipe.objective!r}; there are {LABELLED} and {CONTRAST}")
    return recipe
