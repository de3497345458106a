"""Render the README's gallery: every page of the run on an experiment that suits it, dark and light.

    python packaging/gallery.py [PAGE…]

writes ``packaging/gallery/PAGE-dark.png`` and ``PAGE-light.png``, each of at most 60 KB. Training is
deterministic, so that only a changed page or preset changes its picture.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Pictures must not depend on what the person who renders them has set.
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="nnplayground-gallery-")

from PIL import Image

from nnplayground.app.settings import Settings
from nnplayground.projects import presets
from nnplayground.ui import application, staging
from nnplayground.ui.theme import theme
from nnplayground.ui.views.drawing import WidgetDrawing, as_image
from nnplayground.ui.views.filming import pixels
from nnplayground.ui.views.page import Page

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "gallery"
MOST_BYTES = 60_000
COLOURS = (256, 160, 96)
SCALES = (1.5, 1.25, 1.0)
SETTLE = 2500  # milliseconds: until what is computed in the background is there
PARTS = 16  # a training is done in so many: each end is a moment that can be gone back to


@dataclass(frozen=True)
class Scene:
    """What a page is shown on.

    Attributes
    ----------
    preset : str
    epochs : int
    size : (int, int)
        Of the page, in logical pixels.
    earlier : tuple of float
        Learning rates of runs before the one that is shown.
    wrong : tuple of str
        Nodes that expect another number of inputs than they get.
    """

    preset: str = "spiral"
    epochs: int = 300
    size: tuple[int, int] = (800, 280)
    earlier: tuple[float, ...] = ()
    wrong: tuple[str, ...] = ()


SCENES = {
    "output": Scene(size=(420, 760)),
    "timeline": Scene(epochs=400),
    "gradients": Scene("vanishing-sigmoids", 60),
    "weights": Scene(epochs=400, size=(800, 200)),
    "activations": Scene("dead-relus", 60, (800, 200)),
    "space": Scene(epochs=400, size=(800, 240)),
    "landscape": Scene(epochs=400, size=(960, 560)),
    "features": Scene("digits-cnn", 12, (800, 320)),
    "saliency": Scene("adversarial", 8, (960, 230)),
    "adversarial": Scene("adversarial", 8, (960, 230)),
    "maximise": Scene("adversarial", 8, (960, 230)),
    "codes": Scene("autoencoder", 60, (800, 380)),
    "confusion": Scene("digits", 40, (800, 260)),
    "runs": Scene(epochs=300, size=(800, 190), earlier=(0.3, 0.01, 0.003)),
    "lockstep": Scene(epochs=200, size=(1060, 600)),
    "problems": Scene(epochs=0, size=(800, 110), wrong=("dense1", "dense2")),
}


def main(names: list[str]) -> None:
    """Render the named pages, or all."""
    FOLDER.mkdir(exist_ok=True)
    application.make_application("dark", "en")
    total = 0
    for kind in Page.kinds():
        if not names or kind.name in names:
            total += _render(kind.name, SCENES.get(kind.name, Scene()))
    print(f"{total / 1e6:.2f} MB")


def _render(name: str, scene: Scene) -> int:
    program = application.Program(presets.load(scene.preset), Settings())
    try:
        host = program.window.bottom
        if not host.offers(name):
            print(f"{name}: {scene.preset} has nothing to show")
            return 0
        program.window.show()
        host.pop_out(name)
        page = host.page(name)
        window = page.window()
        window.resize(scene.size[0], scene.size[1] + window.height() - page.height())
        program.session.start()
        _train(program, scene)
        while page.is_busy():
            staging.wait(100)
        if name == "lockstep":
            _compare(program, scene.epochs)
        return sum(_save(page, f"{name}-{mode}", mode) for mode in ("dark", "light"))
    finally:
        theme().set_mode("dark")
        program.close()


def _train(program: application.Program, scene: Scene) -> None:
    document = program.document
    original = document.experiment
    for rate in scene.earlier:
        training = original.training.replace(learning_rate=rate)
        document.apply("rate", original.replace(training=training))
        staging.train_until(program.session, scene.epochs)
        program.session.reset()
        staging.wait(100)
    graph = original.graph
    for node in scene.wrong:
        graph = graph.update(graph.node(node).with_fields(in_features=64))
    document.apply("rate", original.replace(graph=graph))
    for part in range(1, PARTS + 1) if scene.epochs else ():
        staging.train_until(program.session, scene.epochs * part // PARTS)
    staging.wait(SETTLE)


def _compare(program: application.Program, epochs: int) -> None:
    """Train both sides of the comparison, all seeds, for about so many epochs."""
    comparison = program.session.comparison
    comparison.set_pace(0.0)  # as fast as possible
    comparison.play()
    while comparison.view is None or min(min(side.epochs) for side in comparison.view.sides) < epochs:
        staging.wait(100)
    comparison.pause()
    staging.wait(SETTLE)


def _save(page: Page, name: str, mode: str) -> int:
    """Save the largest picture that is small enough, and return its bytes."""
    theme().set_mode(mode)
    staging.wait(300)
    smallest = b""
    for scale in SCALES:
        picture = pixels(as_image(WidgetDrawing(page.picture()), scale))
        for colours in COLOURS:
            smallest = _encoded(picture, colours)
            if len(smallest) <= MOST_BYTES:
                break
        if len(smallest) <= MOST_BYTES:
            break
    (FOLDER / f"{name}.png").write_bytes(smallest)
    print(f"{name}: {len(smallest) / 1000:.0f} KB")
    return len(smallest)


def _encoded(picture: NDArray[uint8], colours: int) -> bytes:
    buffer = io.BytesIO()
    # Covering the extremes keeps letters grey beside a heat map; k-means brings the ground back exactly.
    reduced = Image.fromarray(picture).quantize(
        colours, method=Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE
    )
    reduced.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


if __name__ == "__main__":
    main(sys.argv[1:])
