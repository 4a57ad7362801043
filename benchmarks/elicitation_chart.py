"""Draw what answers of a party are worth, by how many there are."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Any

#: Answers after which the model is looked at.
LOOKED = (12, 16, 20, 30, 40, 60)


def means(rows: Sequence[dict[str, Any]], way: str, number: int) -> dict[str, float]:
    """Average the figures after so many answers."""
    some = [r for r in rows if r["way"] == way and r["after"] == number]
    keys = ("given", "top_ten", "pairs", "named", "loss", "mine", "theirs")
    return {k: statistics.fmean(float(r[k]) for r in some) if some else 0.0 for k in keys}


def chart(rows: Sequence[dict[str, Any]]) -> str:
    """Draw two small plots by the number of answers: what is lost, and the named solutions."""
    colours = {"adaptive": "#0b5a6f", "direct rating": "#a1512d", "pairwise": "#5b616b"}
    parts = [
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 270" '
            'font-family="sans-serif" font-size="12" role="img">'
        ),
        (
            "<title>Of people who answer as they are, by the number of answers: what is lost, and "
            "how many named solutions are the true ones</title>"
        ),
    ]
    for left, key, title in (
        (50, "loss", "points lost"),
        (370, "named", "named solutions the true ones"),
    ):
        parts.append(
            f'<text x="{left}" y="20" fill="currentColor" font-weight="bold">{title}</text>'
        )
        for share in (0, 0.5, 1):
            y = 230 - 190 * share
            parts.append(
                f'<line x1="{left}" x2="{left + 200}" y1="{y}" y2="{y}" stroke="#d9d6ce"/>'
            )
            parts.append(
                f'<text x="{left - 6}" y="{y + 4}" text-anchor="end" '
                f'fill="currentColor">{10 * share:g}</text>'
                if key == "loss"
                else f'<text x="{left - 6}" y="{y + 4}" text-anchor="end" '
                f'fill="currentColor">{share:.0%}</text>'
            )
        for n in LOOKED:
            parts.append(
                f'<text x="{left + 200 * n / 60}" y="248" text-anchor="middle" '
                f'fill="currentColor">{n}</text>'
            )
        for way, colour in colours.items():
            points = [
                (
                    left + 200 * n / 60,
                    230 - 190 * min(1.0, means(rows, way, n)[key] / (10 if key == "loss" else 1)),
                )
                for n in LOOKED
            ]
            drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            parts.append(
                f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="2"/>'
            )
            parts.append(
                f'<text x="{points[-1][0] + 4:.1f}" '
                f'y="{points[-1][1] + (12 if way == "direct rating" else -4):.1f}" '
                f'fill="{colour}">{way}</text>'
            )
    parts.append(
        '<text x="320" y="265" text-anchor="middle" fill="currentColor">answers</text></svg>'
    )
    return "\n".join(parts) + "\n"
