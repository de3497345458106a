"""Write the program's icon for every system into a folder: ``packaging/app_icons.py FOLDER``.

Drawn from the mark in resources/icons by the program's own code, so that there is one mark and no copy of it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtWidgets import QApplication

from nnplayground.ui.icons import app_plate

LINUX = (16, 24, 32, 48, 64, 128, 256, 512)
WINDOWS = (16, 24, 32, 48, 64, 128, 256)


def write_pngs(folder: Path) -> dict[int, Path]:
    """Draw the icon in every size, and once more for Apple's largest."""
    paths = {size: folder / f"nnplayground-{size}.png" for size in (*LINUX, 1024)}
    for size, path in paths.items():
        if not app_plate(size).save(str(path)):
            raise SystemExit(f"{path} cannot be written.")
    return paths


def main(folder: Path) -> None:
    """Write PNG files, ``nnplayground.ico`` and ``nnplayground.icns``."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    paths = write_pngs(folder)
    pictures = [Image.open(paths[size]) for size in WINDOWS]
    pictures[-1].save(folder / "nnplayground.ico", sizes=[p.size for p in pictures], append_images=pictures)
    Image.open(paths[1024]).save(folder / "nnplayground.icns")
    app.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
