"""A study: all trials of a sweep in a data base, where a later run, or another machine, goes on with them."""

from __future__ import annotations

import logging
import platform
import uuid
import warnings
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnplayground.core.errors import FileError, PlaygroundError
from nnplayground.core.locks import ProgramLock
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import optuna
    from optuna.trial import FrozenTrial, Trial

    from nnplayground.sweeps.plan import Plan

__all__ = ["KeptStudy", "State", "Study", "TrialResult", "kept_studies"]

_PLAN, _ERROR, _HOST, _LOCK, _MEASURES = "plan", "error", "host", "lock", "measures"
_PICTURE = "picture"
_STARTUP = 5  # trials before any is compared with the median


class State:
    """How a trial ended, as tables say it."""

    DONE, PRUNED, FAILED, RUNNING = "done", "pruned", "failed", "running"


@dataclass(frozen=True, slots=True)
class TrialResult:
    """One trial.

    Attributes
    ----------
    number : int
        Counted from 0.
    state : str
        One of :class:`State`.
    parameters : Mapping of str to values
        What was varied, by path.
    value : float or None
        Of the measure that is compared; of a pruned trial the last that was seen.
    measures : Mapping of str to float
        All of them, for a trial that is done; means over the seeds.
    error : str
        Why it failed.
    epoch : int
        The last that was reported, while it runs or if it was given up.
    seconds : float
        How long it took, for one that is over.
    picture : Mapping or None
        What its network says over the plane, as :func:`~nnplayground.sweeps.pictures.unpacked` reads it.
    """

    number: int
    state: str
    parameters: Mapping[str, Any]
    value: float | None = None
    measures: Mapping[str, float] = field(default_factory=dict)
    error: str = ""
    epoch: int = 0
    seconds: float = 0.0
    picture: Mapping[str, Any] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class KeptStudy:
    """A study that a storage holds.

    Attributes
    ----------
    name : str
    plan : str
        As :meth:`~nnplayground.sweeps.plan.Plan.text` writes it.
    trials : int
        How many there are, whatever came of them.
    begun : datetime or None
        When its first trial was.
    """

    name: str
    plan: str
    trials: int
    begun: datetime | None


def kept_studies(storage: str) -> tuple[KeptStudy, ...]:
    """Return every sweep that a storage holds, the newest first.

    Raises
    ------
    PlaygroundError
        If the storage cannot be used.
    """
    import optuna

    _quiet()
    with _said(storage):
        base = optuna.storages.RDBStorage(storage, engine_kwargs=_patience(storage))
        found = optuna.study.get_all_study_summaries(base)
    kept = [
        KeptStudy(one.study_name, str(one.user_attrs[_PLAN]), one.n_trials, one.datetime_start)
        for one in found
        if _PLAN in one.user_attrs
    ]
    return tuple(sorted(kept, key=lambda one: one.begun or datetime.min, reverse=True))


class Study:
    """Asks for trials and keeps their results.

    Parameters
    ----------
    plan : Plan
    storage : str
        An SQLAlchemy URL, such as ``sqlite:////home/me/sweeps.db`` or ``postgresql://host/base``.
    name : str
        Of the study in it; trials that are there already are gone on with.
    folder : Path
        Where it is noted, on this computer, which programs are at work.
    anew : bool
        Forget what is there under that name.

    Raises
    ------
    PlaygroundError
        If the storage cannot be used, or the study there is another one.
    """

    def __init__(self, plan: Plan, storage: str, name: str, folder: Path, *, anew: bool = False) -> None:
        self.plan, self.name = plan, name
        _quiet()
        lock = folder / f"{uuid.uuid4().hex}.lock"
        self._lock = ProgramLock(lock)
        self._looks: dict[int, Mapping[str, Any]] = {}  # of trials that are trained here
        self._mark = {_HOST: platform.node(), _LOCK: str(lock)}
        with _said(storage), ExitStack() as failing:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock.take()
            failing.callback(self.close)
            self._study = _opened(plan, storage, name, anew=anew)
            self._revive()
            failing.pop_all()

    def close(self) -> None:
        """Let others see that nobody is at work here."""
        self._lock.release()
        Path(self._mark[_LOCK]).unlink(missing_ok=True)

    # -- trials ----------------------------------------------------------------------------------------

    def ask(self, most: int) -> Trial | None:
        """Begin a trial; None if there are ``most`` of them already, or the grid is full."""
        import optuna

        trials = self._study.get_trials(deepcopy=False)
        counted = [trial for trial in trials if _counts(trial)]
        if len(counted) >= most:
            return None
        if not any(trial.state is optuna.trial.TrialState.WAITING for trial in trials):
            point = self._free_point(counted) if self.plan.sampler == "grid" else {}
            if point is None:
                return None
            self._put_forward(point)
        trial = self._study.ask({axis.path: axis.distribution() for axis in self.plan.axes})
        if not self._mark.items() <= trial.user_attrs.items():  # another program has put it forward
            for name, value in self._mark.items():
                trial.set_user_attr(name, value)
        return trial

    def _put_forward(self, point: Mapping[str, Any]) -> None:
        """Let a trial wait to be the next; it bears our mark from the first, lest we be killed right then."""
        self._study.enqueue_trial(dict(point), user_attrs=self._mark)

    def _free_point(self, counted: list[FrozenTrial]) -> dict[str, Any] | None:
        taken = [trial.params for trial in counted]
        return next((point for point in self.plan.grid() if point not in taken), None)

    def show(self, trial: Trial, picture: Mapping[str, Any]) -> None:
        """Take note of what a trial that runs looks like; it is not kept."""
        self._looks[trial.number] = picture

    def finish(
        self, trial: Trial, measures: Mapping[str, float], picture: Mapping[str, Any] | None = None
    ) -> None:
        """Keep what a trial came to, and what it looks like."""
        if picture is not None:
            trial.set_user_attr(_PICTURE, picture)
        trial.set_user_attr(_MEASURES, {name: _plain(value) for name, value in measures.items()})
        self._study.tell(trial, measures[self.plan.measure])

    def prune(self, trial: Trial) -> None:
        """Note that a trial was given up."""
        import optuna

        self._study.tell(trial, state=optuna.trial.TrialState.PRUNED)

    def fail(self, trial: Trial, sentence: str) -> None:
        """Note that a trial cannot be trained; it is not tried again."""
        import optuna

        trial.set_user_attr(_ERROR, sentence)
        self._study.tell(trial, state=optuna.trial.TrialState.FAIL)

    def abandon(self, trial: Trial) -> None:
        """Put a trial back that was interrupted: it is the first to be tried again."""
        import optuna

        self._study.tell(trial, state=optuna.trial.TrialState.FAIL)
        self._put_forward(trial.params)

    def _revive(self) -> None:
        """Put back the trials of programs of this computer that have been killed."""
        import optuna

        for trial in self._study.get_trials(deepcopy=False, states=(optuna.trial.TrialState.RUNNING,)):
            if trial.user_attrs.get(_HOST) == self._mark[_HOST] and _is_free(trial.user_attrs.get(_LOCK)):
                self._study.tell(trial.number, state=optuna.trial.TrialState.FAIL)
                if len(trial.params) == len(self.plan.axes):  # else it was killed before it knew them all
                    self._put_forward(trial.params)

    # -- results ---------------------------------------------------------------------------------------

    def results(self) -> tuple[TrialResult, ...]:
        """Return every trial that counts, the best first; then the pruned, failed and running ones."""
        trials = self._study.get_trials(deepcopy=False)
        found = [_result(trial, self._looks.get(trial.number)) for trial in trials if _counts(trial)]
        order = (State.DONE, State.PRUNED, State.FAILED, State.RUNNING)
        sign = 1 if self.plan.minimizes else -1

        def rank(result: TrialResult) -> tuple[int, float, int]:
            worth = result.value if result.value is not None else 0.0
            return order.index(result.state), sign * worth, result.number

        return tuple(sorted(found, key=rank))

    def best(self) -> TrialResult | None:
        """Return the best trial that is done."""
        first = next(iter(self.results()), None)
        return first if first is not None and first.state == State.DONE else None


def _quiet() -> None:
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    logging.getLogger("alembic").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", category=optuna.exceptions.ExperimentalWarning)


@contextmanager
def _said(storage: str) -> Iterator[None]:
    """Say in one sentence what is wrong with a storage."""
    from optuna.exceptions import OptunaError
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (SQLAlchemyError, OptunaError, ImportError, OSError, RuntimeError) as error:
        reason = str(error).strip().splitlines()[0].rstrip(".")
        sentence = _("core", "The storage of the sweep cannot be used: {reason}.").format(reason=reason)
        remedy = _("core", "It is written like sqlite:///sweeps.db or postgresql://user@host/base.")
        raise FileError(sentence, place=_without_password(storage), remedy=remedy) from error


def _without_password(storage: str) -> str:
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        return make_url(storage).render_as_string(hide_password=True)
    except ArgumentError:
        return "--storage"


def _opened(plan: Plan, storage: str, name: str, *, anew: bool) -> optuna.Study:
    import optuna

    base = optuna.storages.RDBStorage(storage, engine_kwargs=_patience(storage))
    if anew and name in optuna.study.get_all_study_names(base):
        optuna.delete_study(study_name=name, storage=base)
    study = optuna.create_study(
        study_name=name,
        storage=base,
        direction="minimize" if plan.minimizes else "maximize",
        load_if_exists=True,
        pruner=_pruner(plan),
    )
    before = study.user_attrs.get(_PLAN)
    if before is None:
        study.set_user_attr(_PLAN, plan.text())
    elif before != plan.text():
        sentence = _("core", "The study “{name}” was begun with another experiment or other values.")
        remedy = _("core", "Give another name with --study, or begin it anew with --restart.")
        raise PlaygroundError(sentence.format(name=name), place="--study", remedy=remedy)
    study.sampler = _sampler(plan, len(study.get_trials(deepcopy=False)))
    return study


def _patience(storage: str) -> dict[str, Any]:
    return {"connect_args": {"timeout": 60}} if storage.startswith("sqlite") else {}


def _pruner(plan: Plan) -> optuna.pruners.BasePruner:
    import optuna

    if not plan.prunes:
        return optuna.pruners.NopPruner()
    epochs = plan.experiment.training.stop.epochs or 0
    return optuna.pruners.MedianPruner(n_startup_trials=_STARTUP, n_warmup_steps=epochs // 10)


def _sampler(plan: Plan, begun: int) -> optuna.samplers.BaseSampler:
    """Return the sampler; one that goes on does not draw the same numbers again."""
    import optuna

    seed = (plan.experiment.seed + 7919 * begun) % 2**32
    if plan.sampler == "tpe":
        return optuna.samplers.TPESampler(seed=seed, n_startup_trials=8)
    return optuna.samplers.RandomSampler(seed=seed)


def _is_free(lock: Any) -> bool:
    """Tell whether the program that held a lock is gone."""
    path = Path(str(lock))
    if not path.exists():
        return True
    mine = ProgramLock(path)
    free = mine.take()
    mine.release()
    if free:
        path.unlink(missing_ok=True)
    return free


def _counts(trial: FrozenTrial) -> bool:
    """Tell whether a trial is one of those that were wanted: not one that waits, or was interrupted."""
    import optuna

    if trial.state is optuna.trial.TrialState.FAIL:
        return _ERROR in trial.user_attrs
    return trial.state is not optuna.trial.TrialState.WAITING


def _result(trial: FrozenTrial, look: Mapping[str, Any] | None) -> TrialResult:
    import optuna

    kinds = optuna.trial.TrialState
    states = {
        kinds.COMPLETE: State.DONE,
        kinds.PRUNED: State.PRUNED,
        kinds.FAIL: State.FAILED,
        kinds.RUNNING: State.RUNNING,
    }
    seen = trial.intermediate_values
    value = trial.value if trial.state is kinds.COMPLETE else seen[max(seen)] if seen else None
    attributes = trial.user_attrs
    took = trial.duration
    return TrialResult(
        trial.number,
        states[trial.state],
        dict(trial.params),
        value,
        attributes.get(_MEASURES, {}),
        str(attributes.get(_ERROR, "")),
        max(seen, default=0),
        took.total_seconds() if took is not None else 0.0,
        attributes.get(_PICTURE, look),
    )


def _plain(value: float) -> float | None:
    return value if abs(value) < float("inf") else None  # JSON knows no NaN
