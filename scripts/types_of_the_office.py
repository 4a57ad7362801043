"""Lets mypy know the types of the office's tables, by an empty office that it makes for itself.

django-stubs reads them from the settings, and settings make no office. mypy loads this file as a
plugin (`pyproject.toml`).
"""

from __future__ import annotations

import atexit
import base64
import os
import shutil
import sys
import tempfile
from pathlib import Path

from mypy.plugin import Plugin
from mypy_django_plugin.main import plugin as django_plugin

sys.path.append(str(Path(__file__).parents[1] / "src"))

from goodoffices.office.sealing.places import make_places, places_from


def plugin(version: str) -> type[Plugin]:
    """Make an empty office, and give the plugin of django-stubs."""
    folder = tempfile.mkdtemp(prefix="goodoffices-types-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["GOODOFFICES_DATA"] = folder
    os.environ["GOODOFFICES_KEY"] = base64.b64encode(b"k" * 32).decode()
    make_places(places_from(os.environ), os.environ)
    return django_plugin(version)
