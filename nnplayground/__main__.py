"""``python -m nnplayground`` and the command ``nnplayground``."""

from __future__ import annotations

import gc
import os
import sys

# OpenMP reads it once, when torch is loaded; more threads only slow small networks down.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# There are none here, and looking for them goes through every installed distribution.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def main() -> int:
    """Run the command line with the process's arguments and return the exit status."""
    if getattr(sys, "frozen", False):  # processes that the stand-alone program starts begin here, too
        import multiprocessing

        multiprocessing.freeze_support()
    gc.disable()  # modules never become garbage, and looking for it takes a tenth of the start
    from nnplayground.cli.main import main as run

    gc.freeze()
    gc.enable()
    return run(sys.argv[1:])


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        # The executable is also what a sweep starts its processes with: there it does their work instead.
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main())
