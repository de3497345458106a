"""The published JSON schema: ``python -m nnplayground.projects.schema`` writes it anew."""

from __future__ import annotations

import json

from nnplayground.core.experiment import json_schema
from nnplayground.core.resources import resource

__all__ = ["schema_text"]


def schema_text() -> str:
    """Return the text of ``resources/experiment.schema.json``."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    resource("experiment.schema.json").write_text(schema_text(), encoding="utf-8")
