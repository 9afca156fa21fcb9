"""The sections of docs/reproduction.md. Every figure comes from the results; where there is none, that is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trainer.papers.protocols import LEAKS
from trainer.papers.recipe import PaperRecipe, load_paper, paper_names, tasks_of
from trainer.papers.results import Figures, mean_of, select, spread_of
from trainer.papers.runs import LEAK_EPOCHS, LEAK_SYSTEM, MIXTURE_SYSTEM

_MISSING = "not run"
_FOLDS = [f"fold{number}" for number in range(5)]


def introduction() -> str:
    """What the page is, and how its figures are to be read."""
    return """# The systems of the papers, trained again

Ten published systems, each with the network and, as far as the remarks below do not say otherwise, the training that
its paper describes, on the data at hand, under two splits: the one its authors used, and one where no artist is on both
sides. This page and its pictures are written by a command (at the end).

- **Data**: 662 of GTZAN's 1,000 excerpts of 30 s, as log-mel: 128 bands, 12.9 frames a second, where most papers had 43
  or more. Windows keep their length in seconds, so their pictures are narrower. Coefficients (MFCC) are the cosine
  transform of these log-mels; 64 bands are means of pairs of the 128.
- **Ours, their split**: all 662 excerpts, dealt out as in the paper, and counted in pictures (windows).
- **Ours, honest**: trained on the published fault-filtered training part (441 excerpts), judged after the last epoch on
  its validation part (196 excerpts by other artists). Nothing is chosen by the judged part: the number of epochs is
  the paper's, or the one that its own split kept, or what time allowed (the U-Net: six of 25).
  Where a paper sets a part aside to stop by, a tenth of the *training* artists is set aside here too, but only
  watched: that is two or three artists of a genre, by whose loss one of the first epochs is mostly the best.
  *Pictures* are windows alone; *tracks* are decided by the mean over their windows, as the application does. Intervals
  (95 %) draw whole artists, of the first seed. Where a system was trained from several seeds (other first weights, and
  on their split other pictures dealt out), figures are their mean ± standard deviation. With so few artists,
  differences below about 5 points mean little, and below 10 where there is one seed.
- **Cost**: minutes of one core of a busy machine for the honest run; milliseconds of one core for the pictures of an
  excerpt, in the application's runtime. *Network* is the size of the ONNX file; a bundle stores it in half.
"""


def table(results: Sequence[Figures]) -> str:
    """One row for each of the ten systems."""
    lines = [
        "## All ten",
        "",
        "| system | the paper | ours, their split | ours, honest: pictures | ours, honest: tracks | lost to honesty "
        "| weights (on the paper's input) | network | training | an excerpt |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(_row(results, name) for name in paper_names()), ""])


def _row(results: Sequence[Figures], name: str) -> str:
    tasks = tasks_of(name)
    published = [select(results, task.name, "published") for task in tasks]
    honest = [select(results, task.name, "official") for task in tasks]
    recipe = load_paper(name)
    cells = [
        f"`{name}` ({recipe.source})",
        recipe.reported,
        " · ".join(_figure(runs, "piece_accuracy") for runs in published) + _votes(recipe, published[0]),
        " · ".join(_figure(runs, "piece_accuracy") for runs in honest),
        " · ".join(_tracks(runs) if len(tasks) == 1 else _figure(runs, "track_accuracy") for runs in honest),
        " · ".join(_lost(*both) for both in zip(published, honest, strict=True)),
        *_costs(honest),
    ]
    return "| " + " | ".join(cells) + " |"


def _costs(honest: Sequence[Sequence[Figures]]) -> list[str]:
    runs = [run for own in honest for run in own]
    if not runs:
        return [_MISSING] * 4
    first = runs[0]
    minutes = sum(mean_of(own, "cpu_seconds") or 0 for own in honest) / 60
    return [
        f"{first['weights']:,} ({first['weights_published_input']:,})",
        f"{first['onnx_bytes'] / 1e3:,.0f} kB",
        f"{minutes:.1f} min, {first['epochs']} epoch{'s' if first['epochs'] > 1 else ''}{_seeds(honest[0])}",
        f"{mean_of(runs, 'ms_per_excerpt') or 0:.1f} ms",
    ]


def reading(results: Sequence[Figures]) -> str:
    """What differs from each paper and where its figure probably came from."""
    lines = ["## What differs, and why the figures do", ""]
    for name in paper_names():
        recipe = load_paper(name)
        lines.append(f"- **`{name}`**. {recipe.remark}" + (f" {recipe.why}" if recipe.why else ""))
        marks = [_marks(run) for task in tasks_of(name) for run in select(results, task.name, "published")[:1]]
        if any(marks) and not recipe.pairs:
            lines.append("  " + " ".join(marks))
    return "\n".join([*lines, ""])


def leaks(results: Sequence[Figures], picture: str) -> str:
    """The same network under three ways to deal out the same pictures."""
    rows = [(unit, select(results, LEAK_SYSTEM, unit)) for unit in LEAKS]
    if not any(runs for _, runs in rows):
        return ""
    lines = [
        "## What a leak is worth",
        "",
        f"The same network (`{LEAK_SYSTEM}`), the same 662 excerpts and the same shares (70 % train,",
        "10 % watched, 20 % judged). Only what is dealt out differs: pictures (other windows of a judged track train),",
        "tracks (other tracks of its artist do), or artists.",
        f"Each trained for {LEAK_EPOCHS} epochs.",
        "",
        "| dealt out | pictures right | tracks right | judged pictures |",
        "|---|---|---|---|",
    ]
    for unit, runs in rows:
        judged = f"{runs[0]['pieces']['test']:,}" if runs else ""
        lines.append(
            f"| by {unit} | {_figure(runs, 'piece_accuracy')} | {_figure(runs, 'track_accuracy')} | {judged} |"
        )
    if picture:
        lines += ["", f"![Accuracy of one network under three splits: by segment, by track and by artist]({picture})"]
    return "\n".join([*lines, ""])


def pairs(results: Sequence[Figures]) -> str:
    """The tasks of two genres: the published fault, and a correct split."""
    lines: list[str] = []
    for name in paper_names():
        recipe = load_paper(name)
        if recipe.pairs:
            lines += [
                f"## `{name}`: a validation part of one genre",
                "",
                "The pictures of one genre were followed by those of the other, and the last 30 % of all were held",
                "out: one genre only. A network that answers it too often looks perfect, one that answers the other",
                "looks hopeless. The correct split is the honest one.",
                "",
                "| task | the paper, 2 epochs | ours, their split: 1 epoch (first seed), 2 epochs | judged there "
                "| correct split: pictures | tracks |",
                "|---|---|---|---|---|---|",
                *(_pair_row(results, task) for task in tasks_of(name)),
                "",
            ]
    return "\n".join(lines)


def _pair_row(results: Sequence[Figures], task: PaperRecipe) -> str:
    published, honest = (select(results, task.name, protocol) for protocol in ("published", "official"))
    first = published[0]["marks"].get("1") if published else None
    judged = ""
    if published:
        counts = zip(task.genres, published[0]["confusion"], strict=True)
        judged = ", ".join(f"{sum(row):,} {genre}" for genre, row in counts)
    ours = f"{_share(first)}, {_figure(published, 'piece_accuracy')}"
    return (
        f"| {' / '.join(task.genres)} | {_share(task.reported_accuracy)} | {ours} | {judged} "
        f"| {_figure(honest, 'piece_accuracy')} | {_tracks(honest)} |"
    )


def folds(results: Sequence[Figures]) -> str:
    """Artist-disjoint cross-validation, of the systems for which it was run."""
    lines: list[str] = []
    for name in paper_names():
        runs = [run for fold in _FOLDS for run in select(results, name, fold)]
        if len({run["protocol"] for run in runs}) > 1:
            spread = spread_of(runs, "track_accuracy") or 0.0
            each = ", ".join(f"{100 * run['track_accuracy']:.1f}" for run in runs)
            lines.append(f"| `{name}` | {_figure(runs, 'track_accuracy', False)} ± {100 * spread:.1f} | {each} |")
    if not lines:
        return ""
    head = ["## Five artist-disjoint folds", "", "| system | tracks right, mean ± spread | each |", "|---|---|---|"]
    return "\n".join([*head, *lines, ""])


def mixture(results: Sequence[Figures]) -> str:
    """The mixture of GTZAN and FMA."""
    runs = select(results, MIXTURE_SYSTEM, "official", "gtma")
    if not runs:
        return ""
    run = runs[0]
    recalls = ", ".join(f"{genre} {100 * own:.0f}" for genre, own in zip(run["genres"], run["recall"], strict=True))
    return f"""## GTMA: GTZAN and FMA mixed

Ten genres (Electronic from FMA in the place of Disco), as many excerpts of each as the rarest has, Hip-Hop, Pop and
Rock from both sets, all at FMA's coarser resolution (a frame every 0.23 s), artists apart as in the sets' own splits.
`{MIXTURE_SYSTEM}` names {_figure(runs, "piece_accuracy")} of the pictures and {_tracks(runs)} of {run["tracks"]} tracks
rightly. Of each genre, in %: {recalls}.
"""


def systems(drawn: Mapping[str, str]) -> str:
    """The pictures of all systems."""
    lines = ["## Curves and confusions", ""]
    for name, file in drawn.items():
        lines += [
            f"### `{name}`",
            "",
            f"![Learning curves and confusion matrices of {name} under both splits]({file})",
            "",
        ]
    return "\n".join(lines) if drawn else ""


def again() -> str:
    """The commands that make the page."""
    return """## Do it again

    python -m trainer prepare --data ../shared/data
    python -m trainer reproduce --all                      # all of it from one seed; goes on where it was stopped
    python -m trainer reproduce kandil-rnn kandil-cnn khamees-mlp khamees-mlp-reg khamees-cnn mersy-pairs --seeds 1 2 3
    python -m trainer reproduce kandil-crnn khamees-lstm --seeds 1 2
    python -m trainer reproduce khamees-mlp --protocols fold0 fold1 fold2 fold3 fold4
    python -m trainer reproduce --all --quick              # whether it all works, in minutes; figures mean nothing
    python -m trainer reproduce --report                   # this page again, from the results kept

A run's checkpoint, log (`log.jsonl`) and figures lie in `work/trainer/papers/`. A system becomes a bundle that the
application can use:

    python -m trainer train khamees-cnn --split official
    python -m trainer export --id khamees-cnn --run work/trainer/papers/khamees-cnn-official-1 --out work/models
    earmark analyse --model work/models/khamees-cnn ~/Music
"""


def _figure(runs: Sequence[Figures], key: str, spread: bool = True) -> str:
    value = mean_of(runs, key)
    if value is None:
        return _MISSING if not runs else "none"
    around = spread_of(runs, key) if spread else None
    return f"{100 * value:.1f}" + (f" ± {100 * around:.1f}" if around is not None else "") + " %"


def _tracks(runs: Sequence[Figures]) -> str:
    if not runs:
        return _MISSING
    low, high = runs[0]["track_accuracy_95"]
    return f"{_figure(runs, 'track_accuracy')} ({100 * low:.0f} to {100 * high:.0f})"


def _seeds(runs: Sequence[Figures]) -> str:
    return f", {len(runs)} seeds" if len(runs) > 1 else ""


def _votes(recipe: PaperRecipe, runs: Sequence[Figures]) -> str:
    return f" ({_figure(runs, 'vote_accuracy')} by song vote)" if runs and recipe.unit == "track" else ""


def _lost(published: Sequence[Figures], honest: Sequence[Figures]) -> str:
    before, after = mean_of(published, "piece_accuracy"), mean_of(honest, "piece_accuracy")
    return _MISSING if before is None or after is None else f"{100 * (before - after):+.1f}"


def _marks(run: Figures) -> str:
    return " ".join(f"After {epoch} epochs, on their split: {_share(value)}." for epoch, value in run["marks"].items())


def _share(value: float | None) -> str:
    return _MISSING if value is None else f"{100 * value:.1f} %"
