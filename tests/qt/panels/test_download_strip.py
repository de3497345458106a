"""A set that is not here is offered, fetched beside the window, and then trained with."""

from __future__ import annotations

import gzip
import hashlib
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from nnplayground.app.document import Document
from nnplayground.app.downloads import downloads
from nnplayground.app.session import Session
from nnplayground.data.downloading import Published, RemoteFile
from nnplayground.data.image_downloads import Mnist
from nnplayground.projects import presets
from nnplayground.ui.panels.data_panel import DataPanel


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


def idx(array: np.ndarray) -> bytes:
    shape = b"".join(side.to_bytes(4, "big") for side in array.shape)
    return gzip.compress(bytes((0, 0, 8, array.ndim)) + shape + array.tobytes(), 1)


@pytest.fixture
def small_mnist(tmp_path, monkeypatch):
    """Serve 6000 pictures in MNIST's form, and keep what is fetched in a folder of the test's own."""
    y = (np.arange(6000) % 10).astype(np.uint8)
    x = np.broadcast_to(20 * y[:, None, None], (6000, 28, 28)).copy()
    parts = {"train-images-idx3": x[:5000], "train-labels-idx1": y[:5000]}
    parts |= {"t10k-images-idx3": x[5000:], "t10k-labels-idx1": y[5000:]}
    served = tmp_path / "served"
    served.mkdir()
    files = []
    for name, array in parts.items():
        content = idx(array)
        (served / f"{name}-ubyte.gz").write_bytes(content)
        files.append(RemoteFile(f"{name}-ubyte.gz", len(content), hashlib.sha256(content).hexdigest()))
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *a: Quiet(*a, directory=str(served)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    place = f"http://127.0.0.1:{server.server_address[1]}/"
    monkeypatch.setattr("nnplayground.data.downloading.cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(Mnist, "published", Published("mnist", (place,), tuple(files)))
    monkeypatch.setattr(Mnist, "sizes", (5000, 1000))
    yield served
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def document():
    experiment = presets.load("digits-cnn")
    return Document(experiment.with_value("data.dataset", {"kind": "mnist", "train": 40, "test": 20}))


@pytest.fixture
def panel(qtbot, document):
    made = DataPanel(document)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_data_node_says_what_is_missing(small_mnist, document):
    (problem,) = document.report.problems
    assert "not on this computer" in problem.message
    assert problem.node == "data"
    assert not document.report.ok


def test_a_set_is_fetched_and_then_trained_with(qtbot, small_mnist, document, panel):
    session = Session(document)
    session.start()
    failures: list[object] = []
    session.failed.connect(failures.append)
    try:
        strip = panel.download
        assert strip.isVisible()
        assert "MNIST is not on this computer" in strip.words.text()
        assert panel.split.isHidden()
        with qtbot.waitSignal(session.points_loaded, timeout=10_000):
            strip.button.click()
            assert strip.bar.isVisible()
        assert strip.isHidden()
        assert document.report.ok
        assert session.points is not None
        assert len(session.points.train_x) == 40
        assert failures == []
    finally:
        session.close()


def test_a_failure_is_said_where_the_button_is(qtbot, small_mnist, panel):
    (small_mnist / "train-images-idx3-ubyte.gz").unlink()
    strip = panel.download
    with qtbot.waitSignal(
        downloads().changed, check_params_cb=lambda _kind: downloads().error("mnist") is not None
    ):
        strip.button.click()
    assert "404" in strip.words.text()
    assert strip.button.isVisible()
    assert strip.stop.isHidden()


def test_a_download_can_be_cancelled(qtbot, small_mnist, panel, monkeypatch):
    waits = threading.Event()

    def slow(self, progress, should_stop, place=""):
        progress(3, 10)
        waits.wait(5)

    monkeypatch.setattr(Published, "fetch", slow)
    strip = panel.download
    strip.button.click()
    qtbot.waitUntil(lambda: strip.bar.value() == 300)
    strip.stop.click()
    assert strip.button.isVisible()
    assert strip.bar.isHidden()
    waits.set()


def test_noise_of_pictures_is_chosen_by_kind_and_part(qtbot, small_mnist, panel, document):
    controls = panel.picture_noise
    assert controls.isVisible()
    controls.sliders["test"].setValue(25)
    controls.sliders["test"].changed.emit(25.0)
    assert document.experiment.data.picture_noise.test == 0.25
    controls.kind.setValue("salt-and-pepper")
    controls.kind.chosen.emit("salt-and-pepper")
    noise = document.experiment.data.picture_noise
    assert (noise.kind, noise.train, noise.test) == ("salt-and-pepper", 0.0, 0.25)
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert controls.sliders["test"].value() == 0
    document.open(presets.load("spiral"))
    assert controls.isHidden()


def test_the_task_of_a_gone_window_is_cancelled(qtbot):
    from nnplayground.app.long_task import LongTask

    task = LongTask()
    seen = threading.Event()

    def work(progress, should_stop):
        while not should_stop():
            pass
        seen.set()

    task.start(work)
    task.deleteLater()
    qtbot.waitUntil(seen.is_set)
