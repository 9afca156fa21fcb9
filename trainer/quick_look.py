"""The few figures that a training logs while it runs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from torch import nn

from trainer import metrics
from trainer.data import FeatureSet
from trainer.judging import judge_rows
from trainer.labels import FMA_LABELS, GTZAN_LABELS, LABEL_IDS, REFUSAL
from trainer.splits import Split
from trainer.train import score_windows

#: Rows of FMA scored for the log; the whole held-out part is for the figures that are reported.
_FMA_ROWS = 240


def quick_judge(
    sets: dict[str, FeatureSet], splits: dict[str, Split]
) -> Callable[[nn.Module], dict[str, float]] | None:
    """A judge for :func:`trainer.train.train`; None where the split holds nothing out."""
    if not any(len(split.valid) for split in splits.values()):
        return None

    def judge(model: nn.Module) -> dict[str, float]:
        figures: dict[str, float] = {}
        music, noise = [], []
        for name, rows in sets.items():
            chosen = splits[name].valid
            if name == "fma":
                chosen = chosen[:: max(len(chosen) // _FMA_ROWS, 1)]
            if not len(chosen):
                continue
            judged = judge_rows(rows, chosen, lambda windows: score_windows(model, windows))
            logits, labels = judged.track_logits, judged.labels
            refusal = metrics.softmax(logits)[:, LABEL_IDS.index(REFUSAL)]
            music.append(refusal[labels != REFUSAL])
            noise.append(refusal[labels == REFUSAL])
            if name == "gtzan":
                truth = np.array([GTZAN_LABELS.index(label) for label in labels])
                figures["valid"] = round(metrics.accuracy(metrics.softmax(logits[:, :10]), truth), 4)
                figures["nll"] = round(metrics.negative_log_likelihood(metrics.softmax(logits[:, :10]), truth), 3)
            if name == "fma":
                figures["fma"] = round(_fma_accuracy(logits, labels), 4)
        figures["refusal_auroc"] = round(metrics.auroc(np.concatenate(noise), np.concatenate(music)), 4)
        return figures

    return judge


def _fma_accuracy(logits: NDArray[np.float32], labels: NDArray[np.str_]) -> float:
    columns = [LABEL_IDS.index(name) for name in FMA_LABELS]
    truth = np.array([FMA_LABELS.index(label) for label in labels])
    return metrics.accuracy(metrics.softmax(logits[:, columns]), truth)
