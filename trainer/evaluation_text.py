"""The figures of ``evaluate`` and ``compare`` as a page for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Figures = Mapping[str, Any]
#: Figures shown as percent; the others as they are.
_LINES = (
    ("accuracy", "accuracy", True),
    ("macro_f1", "macro-F1", False),
    ("top2", "top-2 accuracy", True),
    ("nll", "log-likelihood loss (NLL)", False),
    ("ece", "calibration error (ECE)", False),
    ("aurc", "risk over coverage (AURC)", False),
    ("coverage_at_90", "kept at 90 % right", True),
)


def report_text(figures: Figures) -> str:
    """All figures, then recall and confusion by genre."""
    lines = [f"{figures['bundle']} on {figures['on']}", _rows_line(figures)]
    lines += [*_learned_lines("the model", figures, figures["rows"]), ""]
    lines += [_line(label, figures, key, percent) for key, label, percent in _LINES if key in figures]
    if "sets" in figures:
        lines += _set_lines(figures)
    if "unseen_genre_auroc" in figures:
        unseen = f"{_count(figures['unseen_rows'], 'row')}: {', '.join(figures['unknown_labels'])}"
        lines.append(_line("unseen genres, AUROC", figures, "unseen_genre_auroc", False) + f"  ({unseen})")
        lines.append(_pair("", f"told by {figures['unseen_told_by']}"))
    elif figures["unknown_labels"]:
        lines.append(f"genres the model does not know: {', '.join(figures['unknown_labels'])}")
    if "unfamiliar" in figures:
        shares = (f"{_number(share, True).strip()} of {side}" for side, share in figures["unfamiliar"].items())
        lines.append(_pair("like no genre it learned", ", ".join(shares) + " music"))
    lines += _refusal_lines(figures["refusal"])
    lines.append(_pair("size", f"{figures['size_bytes'] / 1e6:.2f} MB"))
    lines += _speed_lines(figures)
    if figures.get("unread"):
        lines.append(f"{_count(len(figures['unread']), 'file')} could not be read:")
        lines += [f"  {name}: {sentence}" for name, sentence in figures["unread"].items()]
    if "confusion" in figures:
        lines += ["", *_table(figures)]
    return "\n".join(lines)


def comparison_text(found: Figures) -> str:
    """Figures of two bundles side by side, with the difference and whether it is more than chance."""
    first, second = found["bundles"]
    lines = [
        f"A = {first['id']}, B = {second['id']}, on {found['on']}",
        f"{found['rows']} rows of {len(found['genres'])} genres; differences drawn {found['rounds']} times over "
        f"{found['interval_units']} whole units ({found['interval_unit']})",
        *_learned_lines("A", first, found["rows"]),
        *_learned_lines("B", second, found["rows"]),
        "",
        f"{'':28}{'A':>9}{'B':>9}{'B - A':>10}   95 % interval     chance",
    ]
    for key, label, percent in _LINES:
        own = found["figures"][key]
        low, high = own["difference_95"]
        scale, unit, digits = (100, " %", 1) if percent else (1, "", 3)
        values = [f"{scale * own[name]:.{digits}f}{unit}" for name in ("a", "b")]
        difference = f"{scale * own['difference']:+.{digits}f}"
        span = f"{scale * low:+.{digits}f} to {scale * high:+.{digits}f}"
        chance = f"{own['p']:.3f}" if own["p"] else f"<{2 / found['rounds']:.3f}"
        chance += f"  {own['better']} is better" if own["better"] else ""
        lines.append(f"{label:28}{values[0]:>9}{values[1]:>9}{difference:>10}   {span:17} {chance}")
    both = found["agreement"]
    lines += [
        "",
        f"right: both {both['both']}, only A {both['only_a']}, only B {both['only_b']}, neither {both['neither']}",
    ]
    if found["left_out"]:
        lines.append(f"left out, because not both models know them: {', '.join(found['left_out'])}")
    lines.append("'chance': twice the share of draws in which there is no difference or the opposite one.")
    return "\n".join(lines)


def _rows_line(figures: Figures) -> str:
    known = "none" if not figures["music_rows"] else str(figures["music_rows"])
    text = f"{_count(figures['rows'], 'row')}, {known} of them of a genre that the model knows"
    if figures["genres"]:
        text += f" ({_count(len(figures['genres']), 'genre')})"
    unit = figures["interval_unit"]
    article = "an" if unit[0] in "aeiou" else "a"
    drawn = _count(figures["interval_units"], "unit")
    return text + f"; 95 % intervals by drawing {drawn} (each {article} {unit})"


def _learned_lines(who: str, figures: Figures, rows: int) -> list[str]:
    """A warning where a model is judged on what it learned from."""
    learned = figures["learned_rows"]
    if learned == 0:
        return []
    if learned is None:
        sets = "; ".join(figures["learned_from"]) or "it does not say"
        return [f"Whether {who} learned from these rows is not known. It learned from: {sets}."]
    which = "all of them" if learned == rows else f"{learned} of them"
    return [f"CAUTION: {who} learned from {which}: its figures here are flattered."]


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _line(label: str, figures: Figures, key: str, percent: bool) -> str:
    value, span = figures[key], figures.get(f"{key}_95")
    text = _number(value, percent)
    if span:
        text += f"   {_number(span[0], percent)} to {_number(span[1], percent)}"
    return _pair(label, text)


def _pair(label: str, text: str) -> str:
    return f"{label:28}{text}"


def _number(value: float | None, percent: bool) -> str:
    if value is None:
        return "none"
    return f"{100 * value:5.1f} %" if percent else f"{value:7.3f}"


def _set_lines(figures: Figures) -> list[str]:
    accepted = figures["accepted"]
    share = f"{100 * accepted['share']:5.1f} %"
    if accepted["accuracy"] is not None:
        share += f", {100 * accepted['accuracy']:.1f} % of them right"
    lines = [_pair("accepted without a look", share)]
    for level, own in figures["sets"].items():
        text = f"cover {100 * own['coverage']:.1f} %, hold {own['mean_size']:.2f} genres"
        lines.append(_pair(f"sets at {level} %", text))
    return lines


def _refusal_lines(own: Figures) -> list[str]:
    if not own["model_refuses"]:
        return [_pair("not music", "this model has no answer for what is not music")]
    if own["not_music_rows"] == 0:
        return [_pair("music lost to the refusal", _number(own["music_lost"], True))]
    lines = [_pair("not music refused", f"{_number(own['not_music_refused'], True)} of {own['not_music_rows']}")]
    if own["music_lost"] is not None:
        lines.append(_pair("music lost to the refusal", _number(own["music_lost"], True)))
    if "auroc" in own:
        lines.append(_pair("refused at 5 % music lost", _number(own["refused_at_5_lost"], True)))
        lines.append(_line("not music, AUROC", own, "auroc", False))
    return lines


def _speed_lines(figures: Figures) -> list[str]:
    if "analysis_ms_per_track" in figures:
        return [_pair("whole analysis", f"{figures['analysis_ms_per_track']:.0f} ms a track, decoding too")]
    return [
        _pair(
            "speed on one core",
            f"network {figures['network_ms_per_excerpt']:.1f} ms, front end {figures['front_end_ms_per_track']:.1f} ms "
            f"for 30 s: {figures['times_real_time_per_core']} times real time, decoding not counted",
        )
    ]


def _table(figures: Figures) -> list[str]:
    genres = figures["genres"]
    heads = " ".join(f"{genre[:5]:>5}" for genre in genres)
    lines = ["row: truth, column: answer", f"{'':16}{'rows':>5} {'recall':>7} {'95 %':>12}  {heads}"]
    for genre, counts in zip(genres, figures["confusion"], strict=True):
        recall, span = figures["recall"][genre], figures["recall_95"][genre]
        shown = "" if recall is None else f"{100 * recall:.1f}"
        between = f"{100 * span[0]:.0f} to {100 * span[1]:.0f}" if span and recall is not None else ""
        cells = " ".join(f"{count or '.':>5}" for count in counts)
        lines.append(f"{genre[:15]:16}{figures['rows_of'][genre]:>5} {shown:>7} {between:>12}  {cells}")
    return lines
