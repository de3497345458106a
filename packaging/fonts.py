"""Convert Inter to TrueType outlines: ``python packaging/fonts.py FOLDER_WITH_OTF``.

Qt lets FreeType embolden outlines of the CFF kind, which thickens light text on a dark ground; TrueType
outlines are drawn as designed. The family is named otherwise, so that an installed Inter does not take its
place. Nothing else of the fonts is changed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

STYLES = ("Regular", "Italic", "Medium", "SemiBold")
TARGET = Path(__file__).resolve().parents[1] / "resources" / "fonts"
FAMILY = "Inter TT"
LARGEST_ERROR = 1.0  # font units of 2816 per em


def main(folder: Path) -> None:
    """Convert the styles in use from ``folder`` into the resources."""
    for style in STYLES:
        font = TTFont(folder / f"Inter-{style}.otf")
        convert(font)
        rename(font)
        font.save(TARGET / f"Inter-{style}.ttf")


def convert(font: TTFont) -> None:
    """Replace the cubic outlines of ``font`` by quadratic ones."""
    order = font.getGlyphOrder()
    glyphs = {name: quadratic(font.getGlyphSet(), name) for name in order}
    font["loca"] = newTable("loca")
    table = font["glyf"] = newTable("glyf")
    table.glyphOrder, table.glyphs = order, glyphs
    for name, glyph in glyphs.items():
        glyph.recalcBounds(table)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    del font["CFF "]
    fill_headers(font, order)


def quadratic(glyph_set: object, name: str):
    """Return one glyph as quadratic curves, in TrueType's direction."""
    pen = TTGlyphPen(glyph_set)
    glyph_set[name].draw(Cu2QuPen(pen, LARGEST_ERROR, reverse_direction=True))
    return pen.glyph()


def rename(font: TTFont) -> None:
    """Put the new family name wherever the old one stands as a name, not as a copyright."""
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 16):
            record.string = record.toUnicode().replace("Inter", FAMILY)
        elif record.nameID == 6:
            record.string = record.toUnicode().replace("Inter", FAMILY.replace(" ", ""))


def fill_headers(font: TTFont, order: list[str]) -> None:
    """Give the tables that describe outlines their TrueType form."""
    profile = font["maxp"]
    profile.tableVersion = 0x00010000
    profile.maxZones = 1
    unused = ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements")
    for field in (*unused, "SizeOfInstructions", "ComponentElements"):
        setattr(profile, f"max{field}", 0)
    names = font["post"]
    names.formatType, names.extraNames, names.mapping, names.glyphOrder = 2.0, [], {}, order
    font.sfntVersion = "\000\001\000\000"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
