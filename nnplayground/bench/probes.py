"""What looking costs: training with nobody watching, with the default views, and with every view open."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from nnplayground.bench.measuring import in_turns, per_second, ratios, summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.snapshot import ProbeRequest

__all__ = ["lines", "measure"]

_PRESETS = ("spiral", "digits-cnn")
_TURNS, _SECONDS = 7, 1.0
_MAPS = "features"  # the page of feature maps, which only networks for pictures have
_PICTURE, _BINS = 100, 40  # the sizes that the inspector asks for


def measure(quick: bool) -> dict[str, Any]:
    """Return training speed by what is watched, and the share that is kept."""
    return {"results": [_measured(name, quick) for name in _PRESETS]}


def lines(found: dict[str, Any]) -> Iterator[str]:
    """Say each preset's figures."""
    for result in found["results"]:
        yield f"{result['name']} ({result['engine']}): {result['steps_per_second']:,.0f} steps/s unwatched"
        for kind, share in result["kept"].items():
            spread = f"{share['lower_quartile']:.0%} to {share['upper_quartile']:.0%}"
            yield f"  {kind}: {share['median']:.0%} kept ({spread}), {result['probes'][kind]} probes"


def _measured(name: str, quick: bool) -> dict[str, Any]:
    from nnplayground.projects import presets

    experiment = presets.load(name)
    # A run that ends would be measured as one that stands still.
    experiment = experiment.with_value("training.stop", {})
    watched = {"nothing": frozenset[Any](), **_requests(experiment)}
    runs = {kind: _Watched(experiment, requests, quick) for kind, requests in watched.items()}
    figures = in_turns({kind: run.rate for kind, run in runs.items()}, 2 if quick else _TURNS)
    kept = {kind: ratios(figures[kind], figures["nothing"]) for kind in watched if kind != "nothing"}
    return {
        "name": name,
        "engine": runs["nothing"].engine,
        "steps_per_second": summary(figures["nothing"])["median"],
        "kept": {kind: summary(shares) for kind, shares in kept.items()},
        "probes": {kind: len(requests) for kind, requests in watched.items()},
    }


class _Watched:
    """A run at full throttle whose snapshots answer some requests."""

    def __init__(self, experiment: Experiment, requests: frozenset[ProbeRequest], quick: bool) -> None:
        from nnplayground.train.commands import Pace, Play, Watch
        from nnplayground.train.history import History
        from nnplayground.train.runner import Runner

        self._runner, self._seconds = Runner(experiment, History()), 0.1 if quick else _SECONDS
        for command in (Watch(requests), Pace(None), Play()):
            self._runner.apply(command)
        per_second(self._work, self._seconds)

    @property
    def engine(self) -> str:
        """The engine's name."""
        return self._runner.snapshot().engine

    def rate(self) -> float:
        """Return steps per second."""
        return per_second(self._work, self._seconds)

    def _work(self) -> int:
        before = self._step()
        self._runner.work(_never)
        self._runner.snapshot()
        return self._step() - before

    def _step(self) -> int:
        return self._runner.trainer.step if self._runner.trainer else 0


def _never() -> bool:
    return False


def _requests(experiment: Experiment) -> dict[str, frozenset[ProbeRequest]]:
    """Return what the window asks for when it opens, with feature maps in front, and with every view open.

    Taken from the window itself, so that a new view is measured without being listed.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from nnplayground.app.settings import Settings
    from nnplayground.ui import application, staging

    application.make_application("dark", "en")
    program = application.Program(experiment, Settings())
    try:
        window, session = program.window, program.session
        window.show()
        session.start()
        staging.train_until(session, 1)
        default = every = session.watched
        found = {"default views": default}
        for name in window.bottom.names():
            window.bottom.show_page(name)
            staging.train_until(session, 0)
            every |= session.watched
            if name == _MAPS:
                found["feature maps"] = session.watched
        return {**found, "every view": every | _inspected(experiment)}
    finally:
        program.close()


def _inspected(experiment: Experiment) -> frozenset[ProbeRequest]:
    """Return what the inspector and the hovering mouse ask for, of every layer with weights at once."""
    from nnplayground.train.snapshot import ProbeRequest as Ask

    found: set[ProbeRequest] = set()
    for node in experiment.graph.nodes:
        if node.layer.kind not in ("linear", "conv2d"):
            continue
        found |= {Ask("histogram", size=_BINS, node=node.id), Ask("matrix", size=64, node=node.id)}
        if experiment.data.spec().bounds:
            found |= {Ask("unit", size=_PICTURE, node=node.id), Ask("activations", size=_BINS, node=node.id)}
    return frozenset(found)
