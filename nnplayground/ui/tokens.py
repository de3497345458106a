"""The colours of both themes, one name per role."""

from __future__ import annotations

from dataclasses import asdict, dataclass

__all__ = ["DARK", "LIGHT", "Tokens"]


@dataclass(frozen=True)
class Tokens:
    """Every colour the window may use, as ``#RRGGBB`` (or ``#AARRGGBB`` where it is translucent).

    Orange and blue mean sign or class; states use ``accent``, ``error`` and ``warning`` only.
    """

    name: str
    window: str
    canvas: str
    surface: str
    card: str
    overlay: str
    field: str
    hover: str
    press: str
    separator: str
    border: str
    dot_grid: str
    plot_grid: str
    text1: str
    text2: str
    text3: str
    text4: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    accent_line: str
    negative: str
    negative_text: str
    negative_soft: str
    positive: str
    positive_text: str
    positive_soft: str
    error: str
    on_error: str
    error_soft: str
    warning: str
    warning_soft: str
    success: str
    violet: str
    tile_line: str
    selected_segment: str
    switch_track: str
    switch_knob: str
    slider_thumb: str
    slider_thumb_ring: str
    point_negative: str
    point_positive: str
    point_outline: str
    diverging: tuple[str, str, str, str, str]
    ink: tuple[str, str]
    classes: tuple[str, ...]
    boundary_opacity: float

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on a dark ground."""
        return self.name == "dark"

    def colours(self) -> dict[str, str]:
        """Return the single colours by name, for style sheets and look-ups."""
        return {key: value for key, value in asdict(self).items() if isinstance(value, str) and key != "name"}


DARK = Tokens(
    name="dark",
    window="#15181D",
    canvas="#101216",
    surface="#181B21",
    card="#1E2229",
    overlay="#262B34",
    field="#111419",
    hover="#232831",
    press="#2B313B",
    separator="#262B33",
    border="#363D49",
    dot_grid="#262A32",
    plot_grid="#20242B",
    text1="#E7EAF0",
    text2="#A6AEBC",
    text3="#868FA0",
    text4="#4F5766",
    accent="#3ECFB2",
    accent_hover="#62DBC3",
    on_accent="#04211B",
    accent_soft="#16342F",
    accent_line="#2B8F7C",
    negative="#F2994A",
    negative_text="#F2994A",
    negative_soft="#3A2A1B",
    positive="#4AA3F0",
    positive_text="#5AACF4",
    positive_soft="#17304A",
    error="#F25C7E",
    on_error="#2A0610",
    error_soft="#3A1C27",
    warning="#E9D24C",
    warning_soft="#34301A",
    success="#3ECFB2",
    violet="#A58BF2",
    tile_line="#1AFFFFFF",
    selected_segment="#2B313B",
    switch_track="#2B313B",
    switch_knob="#868FA0",
    slider_thumb="#E7EAF0",
    slider_thumb_ring="#181B21",
    point_negative="#FFB673",
    point_positive="#86C6FF",
    point_outline="#12151A",
    diverging=("#E07F22", "#87501F", "#1B1E25", "#235C94", "#3A96EA"),
    ink=("#111419", "#EEF1F6"),
    classes=("#E69F00", "#56B4E9", "#009E73", "#CC79A7", "#F0E442", "#0072B2", "#D55E00", "#8A93A3"),
    boundary_opacity=0.82,
)

LIGHT = Tokens(
    name="light",
    window="#F1F3F5",
    canvas="#F4F5F7",
    surface="#FBFBFC",
    card="#FFFFFF",
    overlay="#FFFFFF",
    field="#F1F3F6",
    hover="#EEF0F4",
    press="#E3E7EC",
    separator="#E2E5EA",
    border="#C8CED8",
    dot_grid="#D5D9E0",
    plot_grid="#E9ECF0",
    text1="#191C22",
    text2="#525B6B",
    text3="#636C7C",
    text4="#A9B0BD",
    accent="#087A66",
    accent_hover="#066A58",
    on_accent="#FFFFFF",
    accent_soft="#DDF2ED",
    accent_line="#6DBBAB",
    negative="#D9730D",
    negative_text="#B05500",
    negative_soft="#FBE9D8",
    positive="#1B76CC",
    positive_text="#1565B5",
    positive_soft="#DDECFA",
    error="#CC2950",
    on_error="#FFFFFF",
    error_soft="#FCE7EC",
    warning="#856900",
    warning_soft="#F8F1D2",
    success="#087A66",
    violet="#6A4BC4",
    tile_line="#240A1428",
    selected_segment="#FFFFFF",
    switch_track="#C8CED8",
    switch_knob="#FFFFFF",
    slider_thumb="#087A66",
    slider_thumb_ring="#FFFFFF",
    point_negative="#B85A00",
    point_positive="#0C5CA8",
    point_outline="#FFFFFF",
    diverging=("#EE8A2A", "#F8C491", "#F6F7F9", "#9CC7EF", "#2C84D8"),
    ink=("#FFFFFF", "#15181D"),
    classes=("#C98600", "#2F95D0", "#009E73", "#B95F92", "#BBAA00", "#0072B2", "#D55E00", "#6C7586"),
    boundary_opacity=0.78,
)
