"""Put the resources into the wheel, where the installed program looks for them.

An editable install reads them from the repository instead, so that an edited icon or lesson shows at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ResourcesHook(BuildHookInterface[Any]):
    """Map ``resources`` to ``nnplayground/resources``, compiled translations included."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the resources to ``build_data`` unless the build is editable."""
        if version == "editable":
            return
        build_data["force_include"]["resources"] = "nnplayground/resources"
        for ts in sorted(Path(self.root, "resources", "translations").glob("*.ts")):
            if not ts.with_suffix(".qm").exists():
                self.app.display_warning(f"{ts.name} is not compiled, so the wheel lacks that language.")
