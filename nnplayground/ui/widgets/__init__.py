"""The controls the window is made of.

They keep Qt's names where Qt has them (``value``, ``setValue``, ``setText``); setting by program is silent,
what a person does is signalled: ``changing`` while it lasts, ``changed`` once when it is done.
"""

from nnplayground.ui.widgets.buttons import Button, IconButton, PrimaryButton, Switch
from nnplayground.ui.widgets.fields import ComboField, NumberField, OptionalNumberField, SearchField
from nnplayground.ui.widgets.flow import FlowLayout
from nnplayground.ui.widgets.labels import Badge, ColorBar, ElidedLabel, KeyHint, LineKey
from nnplayground.ui.widgets.menu import Menu
from nnplayground.ui.widgets.notice import Notice, NoticeKind
from nnplayground.ui.widgets.scale import Scale
from nnplayground.ui.widgets.scroll import ScrollColumn
from nnplayground.ui.widgets.section import Section, TabBar
from nnplayground.ui.widgets.segments import Device, DeviceChip, Segmented
from nnplayground.ui.widgets.sliders import Slider, SplitSlider
from nnplayground.ui.widgets.thumb import Thumb
from nnplayground.ui.widgets.toolbar import EpochDisplay, ToolbarCell

__all__ = [
    "Badge",
    "Button",
    "ColorBar",
    "ComboField",
    "Device",
    "DeviceChip",
    "ElidedLabel",
    "EpochDisplay",
    "FlowLayout",
    "IconButton",
    "KeyHint",
    "LineKey",
    "Menu",
    "Notice",
    "NoticeKind",
    "NumberField",
    "OptionalNumberField",
    "PrimaryButton",
    "Scale",
    "ScrollColumn",
    "SearchField",
    "Section",
    "Segmented",
    "Slider",
    "SplitSlider",
    "Switch",
    "TabBar",
    "Thumb",
    "ToolbarCell",
]
