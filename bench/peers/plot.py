"""The growth of matching as a picture: people against seconds, both on a scale of powers of ten."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 400, 60, 20, 150, 50
LINES = {  # name → key of a line of the results, colour
    "together": ("cpu", "#1b4965"),
    "flow": ("flow_cpu", "#c1121f"),
    "look at every pair": ("look_cpu", "#2a9d8f"),
    "prices": ("prices_cpu", "#e09f3e"),
}


def growth(lines: Sequence[Mapping[str, float]], path: Path) -> None:
    """Write the picture (SVG) of the lines measured, one for each number of people."""
    low, high = -2, math.ceil(math.log10(max(line["cpu"] for line in lines)))
    first, last = (math.log10(lines[at]["people"]) for at in (0, -1))

    def x(people: float) -> float:
        return LEFT + (math.log10(people) - first) / (last - first) * (WIDTH - LEFT - RIGHT)

    def y(seconds: float) -> float:
        share = (math.log10(max(seconds, 10**low)) - low) / (high - low)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        'font-size="12"><title>Seconds of the processor by number of people</title>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    ]
    for power in range(low, high + 1):
        at = y(10**power)
        parts.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{10**power:g} s</text>')
    for line in lines:
        at = x(line["people"])
        parts.append(
            f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{line["people"]:,}</text>'
        )
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(
        f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">mentees; a third as many mentors</text>'
    )
    for row, (name, (key, colour)) in enumerate(LINES.items()):
        points = " ".join(f"{x(line['people']):.1f},{y(line[key]):.1f}" for line in lines)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        at = TOP + 12 + 18 * row
        parts.append(f'<path d="M{WIDTH - RIGHT + 12} {at - 4}h16" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{WIDTH - RIGHT + 34}" y="{at}">{name}</text>')
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", "utf-8")
