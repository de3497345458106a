"""Forms made from the fields that a pydantic model declares.

A field's title, help, limits, unit and choices are written once, in ``core``, ``layers`` or ``data``; what
stands here only knows which control fits which kind of value.
"""

from nnplayground.ui.forms.editors import Editor
from nnplayground.ui.forms.form import Form
from nnplayground.ui.forms.rows import Common
from nnplayground.ui.forms.words import MIXED, literal_text

__all__ = ["MIXED", "Common", "Editor", "Form", "literal_text"]
