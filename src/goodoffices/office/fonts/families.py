"""Which fonts pages are written in, and which part of one is loaded for which script."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

#: The characters of each script, as a style sheet names them: a browser loads a part of a font
#: only where a page has one of its characters.
SCRIPTS: Mapping[str, str] = {
    "latin": (
        "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-200B, "
        "U+2010-2027, U+2030-205E, U+20AC, U+2122, U+2190-2193, U+2212, U+2248, U+2264-2265"
    ),
    "latin-more": (
        "U+0100-0130, U+0132-0151, U+0154-02BA, U+02BD-02C5, U+02C7-02CC, U+1E00-1E9F, "
        "U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C0"
    ),
    "cyrillic": "U+0301, U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116",
    "arabic": "U+0600-06FF, U+200C-200E, U+FB50-FDFF, U+FE70-FE74, U+FE76-FEFC",
}


@dataclass(frozen=True, kw_only=True)
class Cut:
    """A part of a font that is served as one file.

    ``family``: its name in the style sheet; ``weight``: the weights that it has there; ``package``
    and ``source``: the package that ships the font, and its file; ``axes``: where a variable font
    is held fast, or between which ends it stays.
    """

    family: str
    script: str
    weight: str
    package: str
    source: str
    axes: Mapping[str, float | tuple[float, float]]

    @property
    def name(self) -> str:
        """Name the file that is served."""
        words = (*self.family.lower().split(), self.script, *self.weight.split())
        return "-".join(words) + ".woff2"


def _family(family: str, package: str, source: str, **held: float) -> list[Cut]:
    """A variable font in the scripts that it has; ``held``: the axes that are held fast."""
    return [
        Cut(
            family=family,
            script=script,
            weight="400 700",
            package=package,
            source=source,
            axes={**held, "wght": (400, 700)},
        )
        for script in ("latin", "latin-more", "cyrillic")
    ]


def _arabic(family: str, weight: str, package: str, source: str) -> Cut:
    """A family of its own: a browser does not join parts that differ in their weights."""
    return Cut(
        family=family, script="arabic", weight=weight, package=package, source=source, axes={}
    )


PLEX_ARABIC = "fontpkg-ibm-plex-sans-arabic"
#: The sans is for all that is read and pressed, the serif for headings and what stands first.
CUTS: tuple[Cut, ...] = (
    *_family("Office Sans", "fontpkg-ibm-plex-sans", "IBMPlexSans[wdth,wght].ttf", wdth=100),
    *_family("Office Serif", "fontpkg-source-serif-4", "SourceSerif4[opsz,wght].ttf", opsz=24),
    _arabic("Office Sans Arabic", "400 500", PLEX_ARABIC, "IBMPlexSansArabic-Regular.ttf"),
    _arabic("Office Sans Arabic", "501 700", PLEX_ARABIC, "IBMPlexSansArabic-SemiBold.ttf"),
    _arabic("Office Serif Arabic", "400 700", "fontpkg-amiri", "Amiri-Bold.ttf"),
)


@cache
def edition() -> str:
    """Make the name of this edition of the files, from the cuts and the packages' versions."""
    versions = [(cut, metadata.version(cut.package)) for cut in CUTS]
    return hashlib.sha256(repr((SCRIPTS, versions)).encode()).hexdigest()[:12]


def folder() -> Path:
    """Name the folder in which the files of this edition are kept between starts."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "goodoffices" / "fonts" / edition()


@cache
def style_sheet() -> str:
    """Write the style sheet that names each file, for which weights and characters it is."""
    kept = edition()
    return "\n".join(
        f'@font-face {{ font-family: "{cut.family}"; font-weight: {cut.weight}; '
        f'font-display: swap; src: url("{cut.name}?{kept}") format("woff2"); '
        f"unicode-range: {SCRIPTS[cut.script]}; }}"
        for cut in CUTS
    )
