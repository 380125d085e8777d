"""Trees of 1,000, 10,000 and 100,000 files, and the plot of what runs over them take."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

SIZES = (1_000, 10_000, 100_000)

_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM = 640, 400, 70, 40, 50
_COLOURS = ("#b3441e", "#1f6f8b", "#5b7f2a")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the plot: seconds, or megabytes, by the number of files."""

    label: str
    unit: str
    values: Mapping[int, float]


def make_tree(plain: Path, target: Path, size: int) -> Path:
    """A folder with so many Python files, linked to those of another tree as often as it takes."""
    if target.is_dir():
        return target
    sources = sorted(plain.rglob("*.py"))
    partial = target.with_name(target.name + ".partial")
    left = size
    for turn in count():
        taken = min(left, len(sources))
        evenly = [sources[number * len(sources) // taken] for number in range(taken)]  # all kinds of files
        for source in evenly:
            place = partial / f"copy{turn}" / source.relative_to(plain)
            place.parent.mkdir(parents=True, exist_ok=True)
            if not place.exists():
                os.link(source, place)
        left -= taken
        if not left:
            break
    partial.rename(target)
    return target


def plot(lines: Sequence[Line]) -> str:
    """An SVG with both axes logarithmic: what grows as the number of files does is a straight line."""
    seconds = [value for line in lines if line.unit == "s" for value in line.values.values()]
    low, high = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))
    first, last = math.log10(SIZES[0]), math.log10(SIZES[-1])

    def x(files: float) -> float:
        return _LEFT + (math.log10(files) - first) / (last - first) * (_WIDTH - _LEFT - 180)

    def y(value: float) -> float:
        return _TOP + (high - math.log10(value)) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)

    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
    parts = [
        f'{head} font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="20" font-size="14">Seconds by number of files (both logarithmic)</text>',
    ]
    for power in range(low, high + 1):
        at = y(10.0**power)
        parts.append(f'<path d="M{_LEFT} {at:.1f}H{x(SIZES[-1]):.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>')
    foot = _HEIGHT - _BOTTOM + 20
    parts += [
        f'<text x="{x(size):.1f}" y="{foot}" text-anchor="middle">{size:,} files</text>' for size in SIZES
    ]
    for line, colour in zip((one for one in lines if one.unit == "s"), _COLOURS, strict=False):
        points = [(x(size), y(value)) for size, value in line.values.items()]
        path = "L".join(f"{a:.1f} {b:.1f}" for a, b in points)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3.5" fill="{colour}"/>' for a, b in points]
        (right, height), label = points[-1], f"{line.label}: {line.values[SIZES[-1]]:.2f} s"
        parts.append(f'<text x="{right + 8:.1f}" y="{height + 4:.1f}" fill="{colour}">{label}</text>')
    memory = next((line for line in lines if line.unit == "MB"), None)
    if memory is not None:
        said = ", ".join(f"{value:.0f}" for value in memory.values.values())
        parts.append(f'<text x="{_LEFT}" y="{_HEIGHT - 8}">{memory.label}: {said} MB</text>')
    return "\n".join([*parts, "</svg>\n"])
