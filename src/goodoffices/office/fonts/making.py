"""Cuts the fonts out of the packages that ship them: once on a machine, beside the office.

Run as ``python -m goodoffices.office.fonts.making FOLDER``. It takes some ten seconds. Until then
pages are written in the fonts of the reader's own system.
"""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from goodoffices.office.computing.child import die_with_parent
from goodoffices.office.fonts.families import CUTS, SCRIPTS, Cut, folder

#: What letters need of a font beside their shapes: joining, marks, figures of equal width.
FEATURES = (
    *("calt", "ccmp", "kern", "liga", "locl", "mark", "mkmk", "rlig", "tnum"),
    *("init", "medi", "fina", "isol"),
)


def start() -> None:
    """Have the fonts cut in a process of its own, where they are not there yet."""
    try:
        place = folder()
        if all((place / cut.name).is_file() for cut in CUTS):
            return
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-m", "goodoffices.office.fonts.making", str(place)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, RuntimeError, metadata.PackageNotFoundError):
        logging.getLogger("goodoffices.office").info(
            "The fonts of pages could not be made; pages are written in the reader's own."
        )


def make(place: Path) -> None:
    """Write each file of ``place`` that is not there yet, whole or not at all."""
    place.mkdir(parents=True, exist_ok=True)
    for cut in CUTS:
        file = place / cut.name
        if not file.is_file():
            half = file.with_suffix(f".{os.getpid()}.half")
            half.write_bytes(cut_out(cut))
            half.replace(file)


def cut_out(cut: Cut) -> bytes:
    """Cut the characters of one script out of a font, as a WOFF2 file."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(_source_of(cut))
    options = subset.Options()
    options.layout_features = list(FEATURES)
    options.drop_tables += ["meta"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(SCRIPTS[cut.script]))
    subsetter.subset(font)
    if cut.axes:
        # What was left out is still named in tables that are read on demand: read anew.
        whole = io.BytesIO()
        font.save(whole)
        font = instancer.instantiateVariableFont(TTFont(whole), dict(cut.axes))
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def _source_of(cut: Cut) -> Path:
    """Find the file of a font in the package that ships it."""
    for file in metadata.files(cut.package) or ():
        if file.name == cut.source:
            return Path(str(file.locate()))
    raise FileNotFoundError(f"the package {cut.package} has no {cut.source}")


if __name__ == "__main__":
    die_with_parent()
    os.nice(10)
    make(Path(sys.argv[1]))
