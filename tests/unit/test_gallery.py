"""The README's pictures: they are there, and small enough for a page that loads at once."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
GALLERY = ROOT / "packaging" / "gallery"


def test_every_picture_of_the_readme_is_there():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    linked = set(re.findall(r'(?:\]\(|src(?:set)?=")([\w/.-]+\.png)', readme))
    assert len(linked) >= 20
    assert not [path for path in linked if not (ROOT / path).is_file()]


def test_the_gallery_is_small_and_shows_both_themes():
    pictures = {path.stem: path.stat().st_size for path in GALLERY.glob("*.png")}
    pages = {stem.rpartition("-")[0] for stem in pictures}
    assert set(pictures) == {f"{page}-{theme}" for page in pages for theme in ("dark", "light")}
    assert max(pictures.values()) <= 60_000
    assert sum(pictures.values()) <= 1_500_000
