"""Open a case, whoever's files it is in: our folder, or another program's domain and its profiles.

What reads other programs' files is imported only where there are such files: a case of ours opens
without it.
"""

from __future__ import annotations

from pathlib import Path

from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.ours.case_folder import open_folder
from goodoffices.formats.ours.opened_case import STEPS, OpenedCase

#: How ``case.yaml`` is called by mistake, in small letters.
MISNAMED = ("case.yml", "case.yaml.txt", "case.yml.txt", "case.txt", "case.yaml.yaml", "case.yaml")


def open_case(*paths: Path, steps: int = STEPS) -> OpenedCase:
    """Open a folder, or the files of a case one by one.

    In a folder of another program's files the parties stand in the byte order of the file names.
    Files named one by one keep their order. ``steps``: into how many steps a continuous issue is
    cut where its parties pull apart (`continuous_issue`). Raises `CaseFileError`,
    `FormatNotSupported`.
    """
    if len(paths) == 1:
        path = paths[0]
        if path.name == "case.yaml" and path.is_file():
            return open_folder(path.parent)
        if is_ours(path):
            return open_folder(path)
        if path.is_dir() and (near := _misnamed(path)):
            remedy = f"Rename {near} to case.yaml; some systems hide an ending such as .txt."
            raise CaseFileError.one(str(path), "there is no case.yaml in this folder.", remedy)
        if not path.exists():
            raise CaseFileError.one(
                str(path),
                "there is no such folder or file.",
                "Name the folder that holds the case.",
            )
        from goodoffices.formats.others.open_others import open_file, open_others_folder

        return open_others_folder(path, steps) if path.is_dir() else open_file(path, steps)
    for path in paths:
        if path.is_dir():
            raise CaseFileError.one(
                str(path),
                "this is a folder, and there are other names beside it.",
                "Name one folder, or files one by one.",
            )
    from goodoffices.formats.others.open_others import open_files

    return open_files(paths, steps)


def _misnamed(folder: Path) -> str:
    """Name a file that is a case of ours under another name.

    The name is empty where there is none.
    """
    return next(
        (
            file.name
            for file in sorted(folder.iterdir())
            if file.name.lower() in MISNAMED and file.is_file()
        ),
        "",
    )


def is_ours(path: Path) -> bool:
    """Tell whether a folder is a case in our format: it holds ``case.yaml``."""
    return path.is_dir() and (path / "case.yaml").exists()
