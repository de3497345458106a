"""A window that edits and trains by itself until it is killed; started by ``test_kill.py``.

Every edit and every step that is shown is told on standard output before the program goes on, so that whoever
kills it knows what there was to be lost.
"""

from __future__ import annotations

import random
import sys
import time

from PySide6.QtCore import QTimer

from nnplayground.app.settings import Settings
from nnplayground.projects import presets
from nnplayground.ui import application

_EDIT_MS = 60


class Restless:
    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.program = application.Program(presets.load("spiral"), Settings())
        self.edits = 0
        self.seen = -1
        self.program.session.snapshot_taken.connect(self.look)
        self.program.window.show()
        self.program.session.start()
        self.program.keep_safe()
        self.program.session.play()
        self.timer = QTimer()
        self.timer.setInterval(_EDIT_MS)
        self.timer.timeout.connect(self.edit)

    def look(self, snapshot: object) -> None:
        if snapshot.present[1] != self.seen:
            self.seen = snapshot.present[1]
            self.tell("step", snapshot.run, self.seen)
            if not self.timer.isActive():
                self.timer.start()

    def edit(self) -> None:
        document = self.program.document
        way = self.rng.random()
        if way < 0.1:
            document.undo_stack.undo()
        elif way < 0.2:
            node = document.experiment.graph.node("dense1")
            units = self.rng.randint(2, 12)
            wider = document.experiment.graph.update(node.with_fields(units=units))
            document.apply("Widen", document.experiment.replace(graph=wider))
        elif way < 0.23:
            self.program.session.reset()
            self.program.session.play()
        rate = self.rng.uniform(0.001, 0.1)
        document.apply("Rate", document.experiment.with_value("training.learning_rate", rate))
        self.edits += 1
        self.tell("edit", self.edits, repr(rate))

    @staticmethod
    def tell(*words: object) -> None:
        print(time.time(), *words, flush=True)


if __name__ == "__main__":
    app = application.make_application("dark", "en")
    restless = Restless(int(sys.argv[1]))
    sys.exit(app.exec())
