"""The pictures of a model card: reliability diagram and risk-coverage curve, as small SVG files.

Drawn in greys and one blue that show on white and on black paper, without a background, so that one file serves the
light and the dark window and a page of the documentation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

RELIABILITY, RISK = "reliability.svg", "risk-coverage.svg"
Point = tuple[float, float]
_WIDTH, _HEIGHT = 420, 320
_LEFT, _TOP, _RIGHT, _BOTTOM = 58, 34, 400, 268
_GREY, _BLUE = "#808080", "#3d8bd4"
_PALE = 0.33  #: opacity of what lies behind: colours with an alpha of their own are black to some readers of SVG


def draw_pictures(reliability: Mapping[str, Any]) -> dict[str, bytes]:
    """Both pictures by file name, of what :func:`trainer.reliability.reliability_figures` gave."""
    return {
        RELIABILITY: reliability_diagram(reliability["diagram"]).encode(),
        RISK: risk_curve(reliability["curve"]).encode(),
    }


def reliability_diagram(ranges: Sequence[Mapping[str, float]]) -> str:
    """Share of right answers over the confidence that was told; on the diagonal, the word is kept."""
    most = max(one["answers"] for one in ranges)
    parts = [_line((_x(0), _y(0)), (_x(1), _y(1)), _GREY, dashed=True)]
    for one in ranges:
        share = one["answers"] / most
        parts.append(
            f'<rect x="{_x(one["said"]) - 6:.1f}" y="{_y(0) - 40 * share:.1f}" width="12" height="{40 * share:.1f}" '
            f'fill="{_GREY}" fill-opacity="{_PALE}"/>'
        )
    parts.append(_curve([(one["said"], one["right"]) for one in ranges]))
    for one in ranges:
        parts.append(f'<circle cx="{_x(one["said"]):.1f}" cy="{_y(one["right"]):.1f}" r="4" fill="{_BLUE}"/>')
    axes = _axes("Is the confidence kept?", "confidence told", "share of answers that is right", 1.0)
    return _svg([*axes, *parts, _text(_x(0.02), _y(0.94), "grey bars: how many answers", "start", 11)])


def risk_curve(points: Sequence[Mapping[str, float]]) -> str:
    """Share of wrong answers over the share of tracks that are taken without a look, most confident first."""
    top = max(0.1, *(point["wrong"] for point in points))
    top = -(-top * 10 // 1) / 10
    axes = _axes("What taking more of them costs", "share of tracks taken, surest first", "share of them wrong", top)
    tenth = _y(0.1 / top)
    parts = [_line((_x(0), tenth), (_x(1), tenth), _GREY, dashed=True)]
    parts.append(_text(_x(0.02), tenth - 5, "one in ten wrong", "start", 11))
    parts.append(_curve([(point["kept"], point["wrong"] / top) for point in points]))
    return _svg([*axes, *parts])


def _svg(parts: Sequence[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="sans-serif">'
    )
    return "\n".join([head, *parts, "</svg>"]) + "\n"


def _axes(title: str, across: str, up: str, top: float) -> list[str]:
    parts = [_text(_LEFT, 20, title, "start", 14)]
    for step in range(6):
        share = step / 5
        parts.append(_line((_x(0), _y(share)), (_x(1), _y(share)), _GREY, opacity=_PALE))
        parts.append(_text(_LEFT - 8, _y(share) + 4, f"{100 * share * top:.0f} %", "end", 11))
        parts.append(_text(_x(share), _BOTTOM + 18, f"{100 * share:.0f} %", "middle", 11))
    parts.append(_text((_LEFT + _RIGHT) / 2, _HEIGHT - 12, across, "middle", 12))
    middle = (_TOP + _BOTTOM) / 2
    parts.append(
        f'<text x="14" y="{middle}" font-size="12" fill="{_GREY}" text-anchor="middle" '
        f'transform="rotate(-90 14 {middle})">{up}</text>'
    )
    return parts


def _curve(points: Sequence[tuple[float, float]]) -> str:
    path = " ".join(f"{_x(across):.1f},{_y(up):.1f}" for across, up in points)
    return f'<polyline points="{path}" fill="none" stroke="{_BLUE}" stroke-width="2"/>'


def _line(start: Point, end: Point, colour: str, *, dashed: bool = False, opacity: float = 1.0) -> str:
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    (x1, y1), (x2, y2) = start, end
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-opacity="{opacity}"{dash}/>'


def _text(x: float, y: float, words: str, anchor: str, size: int) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{_GREY}" text-anchor="{anchor}">{words}</text>'


def _x(share: float) -> float:
    return _LEFT + share * (_RIGHT - _LEFT)


def _y(share: float) -> float:
    return _BOTTOM - share * (_BOTTOM - _TOP)
