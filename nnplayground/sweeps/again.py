"""A trial trained once more, for all that a sweep does not keep of it: its curves and its weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nnplayground.core.errors import PlaygroundError, TrainingError
from nnplayground.core.text import translatable as _
from nnplayground.sweeps.worker import Failed, begin, kept_of, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from multiprocessing.connection import Connection

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.kept import KeptRun

__all__ = ["trained_again"]

_GLANCE = 0.1  # seconds between two looks at whether to stop


def trained_again(
    experiment: Experiment,
    *,
    jobs: int = 1,
    progress: Callable[[int], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> KeptRun | None:
    """Train the experiment of a trial in a process of its own.

    The numbers are those of the trial: its seed is the same.

    Parameters
    ----------
    experiment : Experiment
        With a stop rule.
    jobs : int
        How many processes the trial shared the computer's cores with, itself included.
    progress : callable, optional
        Gets finished epochs.
    should_stop : callable, optional
        Asked several times a second; True ends it.

    Returns
    -------
    KeptRun or None
        None if it was stopped.

    Raises
    ------
    PlaygroundError
        If it cannot be trained.
    """
    process, connection = begin(_work, experiment, jobs, experiment)
    try:
        while should_stop is None or not should_stop():
            if not connection.poll(_GLANCE):
                continue
            said: Any = connection.recv()
            if isinstance(said, Failed):
                raise TrainingError(said.sentence)
            if not isinstance(said, int):
                kept: KeptRun = said
                return kept
            if progress is not None:
                progress(said)
        return None
    except (EOFError, OSError) as error:
        sentence = _("core", "Its process has ended, perhaps for want of memory.")
        raise TrainingError(sentence) from error
    finally:
        connection.close()
        process.terminate()
        process.join()


def _work(
    connection: Connection, attached: Mapping[str, Mapping[str, Any]], jobs: int, experiment: Experiment
) -> None:
    """Send finished epochs, and at the end the run or :class:`Failed`."""
    _holds = settle(attached, jobs)  # own data outlives the training that refers to it
    try:
        connection.send(_kept(experiment, connection))
    except PlaygroundError as error:
        connection.send(Failed(str(error)))
    except MemoryError:
        connection.send(Failed(str(_("core", "It needs more memory than there is."))))
    except OSError:
        return  # who started it is gone


def _kept(experiment: Experiment, connection: Connection) -> KeptRun:
    from nnplayground.train.kept import ROWS
    from nnplayground.train.run import run_experiment

    epochs = experiment.training.stop.epochs
    run = run_experiment(
        experiment,
        progress=lambda measures: connection.send(measures.epoch),
        history_every=max(1, epochs // ROWS) if epochs else None,
    )
    return kept_of(run)
