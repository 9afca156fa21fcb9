"""One track from sound to answer: windows, log-mel, network, average, calibration.

The same file and the same model always give the same numbers: windows depend on the duration only, everything runs in
one thread, and nothing is random.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.errors import BundleError, DecodeError
from app.inference.calibration import Verdict, decide, genre_scores, softmax
from app.inference.decode import DAMAGED_HINT, Sound
from app.inference.familiarity import WINDOWS_NEEDED
from app.inference.mel import mel_power, picture_rows, scale_unit
from app.inference.network import Network
from app.inference.schema import Bundle
from app.inference.windows import Window, choose_windows

#: Swing about its middle below which a window is silence: -80 dB of full scale, above the dither of 16 bit. A constant
#: offset is no sound.
SILENT_PEAK = 1e-4
#: Peak above which sound is scaled down first: far more would overflow the squares of float32.
LOUD_PEAK = 8.0
#: Silence at the ends of a window is cut off from this much on, in steps of it: a file's own pauses are no part of its
#: music, and their depth would set the scale of everything else.
SILENCE_STEP_S = 0.5
#: Less sound than this is answered like silence: not music, rather than a guess.
SHORTEST_HEARD_S = 1.0
#: Share of a window that must be there; with less, the file's claimed duration is not believed.
WHOLE_SHARE = 0.9
#: Fewer windows than this are cut into shorter moments, so that the evidence of a track has some resolution ...
MOMENTS_WANTED = 6
#: ... but none shorter than this: a network pooled over less hears too little to say anything.
SHORTEST_MOMENT_S = 3.0
_FLOAT16_MAX = float(np.finfo(np.float16).max)


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a model heard in one track."""

    scores: NDArray[np.float32]  #: (n_genres,) calibrated, sums to 1, order of ``Bundle.genre_names``
    music: float  #: probability that what is heard is music, 0..1; 0 for silence
    embedding: NDArray[np.float16]  #: (n_dims,), mean over the windows; zeros for silence
    moment_starts_s: NDArray[np.float32]  #: (n_moments,), ascending; silent stretches have no moment
    moment_scores: NDArray[np.float16]  #: (n_moments, n_genres)
    moment_length_s: float
    seconds_heard: float
    duration_s: float
    #: Share of held-out music that looked stranger to the model, 0..1; ``None``: it does not tell, or heard too little.
    familiarity: float | None = None


class Predictor:
    """A loaded model. Not for use by two threads at once."""

    def __init__(self, bundle: Bundle, threads: int = 1) -> None:
        """Load the network of ``bundle``.

        Raises:
            BundleError: the network cannot be loaded or does not fit the bundle's description.
        """
        self.bundle = bundle
        self._network = Network(bundle, threads)
        known, size = bundle.familiarity, self._network.embedding_size
        if known is not None and known.means.shape[1] != size:
            raise BundleError(
                f"The network of the model {bundle.id} gives {size} values to tell familiarity by instead of "
                f"{known.means.shape[1]}."
            )

    def analyse(self, path: bytes) -> Analysis:
        """Hear the track at ``path`` and answer.

        Raises:
            DecodeError: no sound can be got out of the file.
            BundleError: the network failed.
        """
        with Sound(path) as sound:
            duration_s, windows, sounds = self._listen(sound)
        return self.score(windows, sounds, duration_s)

    def _listen(self, sound: Sound) -> tuple[float, tuple[Window, ...], list[NDArray[np.float32]]]:
        """Duration in seconds, the windows chosen, and their sound; where the header lied, by the true duration."""
        claimed_s = sound.info.duration_s
        if claimed_s is not None:
            windows, sounds = self._hear(sound, claimed_s)
            if all(self._is_whole(*each) for each in zip(windows, sounds, strict=True)):
                return claimed_s, windows, sounds
        duration_s = sound.measure_s()
        if duration_s <= 0:
            raise DecodeError("The file holds no sound that can be decoded.", DAMAGED_HINT)
        return duration_s, *self._hear(sound, duration_s)

    def _hear(self, sound: Sound, duration_s: float) -> tuple[tuple[Window, ...], list[NDArray[np.float32]]]:
        windows = choose_windows(duration_s, self.bundle.windows.length_s, self.bundle.windows.count)
        return windows, sound.windows(windows, self.bundle.front_end.sample_rate)

    def _is_whole(self, window: Window, sound: NDArray[np.float32]) -> bool:
        return sound.size >= WHOLE_SHARE * window.length_s * self.bundle.front_end.sample_rate

    def score(self, windows: Sequence[Window], sounds: Sequence[NDArray[np.float32]], duration_s: float) -> Analysis:
        """The answer for the ``sounds`` (mono, at the front end's rate) heard in ``windows`` of a track."""
        sounds = _tame(sounds)
        heard = audible(windows, sounds, self.bundle.front_end.sample_rate)
        seconds_heard = sum(sound.size for sound in sounds) / self.bundle.front_end.sample_rate
        if not heard or seconds_heard < SHORTEST_HEARD_S:
            return self._silence(seconds_heard, duration_s)
        pictures = self.pictures([sound for _, sound in heard])
        logits, embedding = self._network.run(pictures)
        genres, calibration = list(self.bundle.genre_indices), self.bundle.calibration
        # A window that silence has cut short counts for as much as there is of it.
        shares = np.array([sound.size for _, sound in heard], np.float32) / max(sound.size for _, sound in heard)
        mean_logits = np.average(logits[:, genres], axis=0, weights=shares)
        mean_embedding = np.average(embedding, axis=0, weights=shares)
        scores, music = genre_scores(mean_logits, calibration), self._music(logits)
        least = WHOLE_SHARE * self.bundle.windows.length_s * self.bundle.front_end.sample_rate
        whole = np.array([sound.size >= least for _, sound in heard])
        familiarity = self._familiarity(logits[whole][:, genres], embedding[whole])
        # Finer evidence is for the eyes of a person, who is asked where the model is not sure: it costs a second run.
        asked = decide(scores, music, calibration, familiarity=familiarity).verdict is not Verdict.ACCEPT
        starts, length_s, cut = self.moments([window for window, _ in heard], pictures, finer=asked)
        moment_logits = logits if cut is pictures else self._network.run(cut)[0]
        return Analysis(
            scores=scores,
            music=music,
            embedding=np.clip(mean_embedding, -_FLOAT16_MAX, _FLOAT16_MAX).astype(np.float16),
            moment_starts_s=starts,
            moment_scores=genre_scores(moment_logits[:, genres], calibration).astype(np.float16),
            moment_length_s=length_s,
            seconds_heard=seconds_heard,
            duration_s=duration_s,
            familiarity=familiarity,
        )

    def pictures(self, sounds: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
        """What the network sees of ``sounds``: (n, n_rows, frames), scaled over all of them together."""
        frames, front_end = self.bundle.windows.frames, self.bundle.front_end
        powers = [fit_frames(mel_power(sound, front_end), frames) for sound in sounds]
        return picture_rows(scale_unit(np.stack(powers), front_end.top_db), front_end)

    def _music(self, logits: NDArray[np.float32]) -> float:
        refusals = list(self.bundle.refusal_indices)
        refused = softmax(logits)[:, refusals].sum(axis=1).mean()
        return float(np.clip(1.0 - refused, 0.0, 1.0))

    def _familiarity(self, logits: NDArray[np.float32], embedding: NDArray[np.float32]) -> float | None:
        """Of genre logits (n, genres) and embeddings (n, dims) of whole windows; ``None`` where it cannot be told.

        A shorter one fills its picture by repeating itself, which no music does that the model learned from.
        """
        known = self.bundle.familiarity
        if known is None or len(logits) < WINDOWS_NEEDED:
            return None
        return float(known.share(logits.mean(axis=0)[None], embedding.mean(axis=0)[None])[0])

    def moments(
        self, windows: Sequence[Window], pictures: NDArray[np.float32], *, finer: bool = True
    ) -> tuple[NDArray[np.float32], float, NDArray[np.float32]]:
        """Starts in seconds (n,), length in seconds and pictures (n, n_rows, columns) of the moments of a track.

        They are the windows themselves, or where ``finer`` ones are wanted parts of them, if windows are few and the
        network takes any length.
        """
        seconds = max(window.length_s for window in windows)
        parts = min(math.ceil(MOMENTS_WANTED / len(windows)), int(seconds / SHORTEST_MOMENT_S))
        if not finer or parts < 2 or not self._network.any_length:
            return np.array([window.start_s for window in windows], np.float32), seconds, pictures
        # A track shorter than a window fills its picture by repeating itself: the moments are parts of the first turn.
        heard = self.bundle.front_end.frame_count(round(seconds * self.bundle.front_end.sample_rate))
        columns = min(heard, pictures.shape[2]) // parts
        cut = pictures[:, :, : columns * parts].reshape(*pictures.shape[:2], parts, columns)
        cut = np.ascontiguousarray(cut.transpose(0, 2, 1, 3)).reshape(-1, pictures.shape[1], columns)
        length_s = seconds / parts
        starts = [window.start_s + length_s * part for window in windows for part in range(parts)]
        # Where silence was cut off, the rest of the picture is a repetition, too.
        own = [
            not part or length_s * (part + 1) <= window.length_s + 1e-6 for window in windows for part in range(parts)
        ]
        return np.array(starts, np.float32)[own], length_s, cut[own]

    def _silence(self, seconds_heard: float, duration_s: float) -> Analysis:
        """The answer where there is nothing to hear: every genre alike, and no music."""
        genres = len(self.bundle.genre_indices)
        return Analysis(
            scores=np.full(genres, 1.0 / genres, np.float32),
            music=0.0,
            embedding=np.zeros(self._network.embedding_size, np.float16),
            moment_starts_s=np.zeros(0, np.float32),
            moment_scores=np.zeros((0, genres), np.float16),
            moment_length_s=0.0,
            seconds_heard=seconds_heard,
            duration_s=duration_s,
        )


def audible(
    windows: Sequence[Window], sounds: Sequence[NDArray[np.float32]], rate: int
) -> list[tuple[Window, NDArray[np.float32]]]:
    """Windows with their sound (n,) at ``rate``, silence at their ends cut off; silent windows are left out.

    So are those with less sound than the shortest moment, where others have more.
    """
    heard = [
        _without_silence(window, sound, rate)
        for window, sound in zip(windows, sounds, strict=True)
        if sound.size and (_is_heard(sound[:rate]) or _is_heard(sound))  # a second of it mostly tells
    ]
    return [each for each in heard if each[0].length_s >= SHORTEST_MOMENT_S] or heard


def _without_silence(window: Window, sound: NDArray[np.float32], rate: int) -> tuple[Window, NDArray[np.float32]]:
    step = round(SILENCE_STEP_S * rate)
    if sound.size < 2 * step:
        return window, sound
    blocks = sound[: sound.size // step * step].reshape(-1, step)
    if _is_heard(blocks[0]) and _is_heard(blocks[-1]):
        return window, sound
    loud = np.flatnonzero(np.ptp(blocks, axis=1) >= 2 * SILENT_PEAK)
    first = int(loud[0]) * step if loud.size else 0
    end = (int(loud[-1]) + 1) * step if loud.size and loud[-1] + 1 < len(blocks) else sound.size
    if end - first == sound.size:
        return window, sound
    return Window(window.start_s + first / rate, (end - first) / rate), sound[first:end]


def _is_heard(sound: NDArray[np.float32]) -> bool:
    return bool(np.ptp(sound) >= 2 * SILENT_PEAK)


def fit_frames(power: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
    """Exactly ``frames`` columns of ``power`` (n_mels, n), n >= 1: its middle, or the whole of it repeated.

    Taking the middle drops the frames at the edges of a window, half of which is not sound but padding.
    """
    count = power.shape[1]
    if count >= frames:
        first = (count - frames) // 2
        return power[:, first : first + frames]
    return np.tile(power, (1, -(-frames // count)))[:, :frames]


def _tame(sounds: Sequence[NDArray[np.float32]]) -> Sequence[NDArray[np.float32]]:
    """The same sounds at a level whose squares fit float32; files with floating-point samples may hold anything."""
    peak = max((max(float(sound.max()), -float(sound.min())) for sound in sounds if sound.size), default=0.0)
    return sounds if peak <= LOUD_PEAK else [sound / np.float32(peak) for sound in sounds]
