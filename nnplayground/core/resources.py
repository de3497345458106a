"""Where the files that come with the program lie."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["resource"]


@cache
def _root() -> Path:
    package = Path(__file__).resolve().parents[1]
    # A wheel and a frozen bundle carry the folder inside the package; a checkout beside it.
    for folder in (package / "resources", package.parent / "resources"):
        if (folder / "fonts").is_dir():
            return folder
    raise FileNotFoundError(f"the resources folder is neither in {package} nor beside it")


def resource(*parts: str) -> Path:
    """Return the path of one shipped file or folder.

    Parameters
    ----------
    *parts : str
        Path below ``resources/``, for example ``("icons", "play.svg")``.

    Returns
    -------
    pathlib.Path
        The absolute path; it is not checked to exist.

    Raises
    ------
    FileNotFoundError
        If the installation lacks the whole resources folder.
    """
    return _root().joinpath(*parts)
