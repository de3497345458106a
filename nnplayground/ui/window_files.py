"""Opening, saving and sharing from the window; every file is read and written off its thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from nnplayground.app.claim import claim as claim_file
from nnplayground.app.saving import (
    ChangedOnDisk,
    HeldElsewhere,
    Opened,
    open_claimed,
    open_project,
    save_claimed,
    save_project,
)
from nnplayground.app.tasks import in_background
from nnplayground.app.translation import current_language, say
from nnplayground.core.errors import PlaygroundError
from nnplayground.projects import files, presets, share, tf_playground
from nnplayground.projects.backups import last_good, versions
from nnplayground.projects.templates import save_template
from nnplayground.ui.file_questions import (
    ask_about_change,
    ask_about_damage,
    ask_about_edits,
    ask_about_failure,
    ask_about_holder,
)
from nnplayground.ui.file_watch import FileWatch
from nnplayground.ui.window_title import document_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nnplayground.app.claim import Claim
    from nnplayground.app.document import Document
    from nnplayground.app.recovery import Salvage
    from nnplayground.app.saving import Saved
    from nnplayground.app.session import Session
    from nnplayground.app.settings import Settings
    from nnplayground.projects.backups import Backup
    from nnplayground.ui.actions import Actions
    from nnplayground.ui.welcome.welcome_page import WelcomePage

__all__ = ["FileCommands"]


class FileCommands(QObject):
    """The File menu's work.

    Attributes
    ----------
    opened : Signal
        Another experiment is in the document.
    saves_training_changed : Signal(bool)
        Whether projects are saved with their training was chosen anew.
    said : Signal(str, str)
        A sentence for the person and its kind (``"info"`` or ``"error"``).
    picture : callable or None
        Takes a picture of what the network says, for the thumbnails of saved projects; what it returns makes
        a PNG of it.
    """

    opened = Signal()
    saves_training_changed = Signal(bool)
    said = Signal(str, str)

    def __init__(self, document: Document, session: Session, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._session = document, session
        self._settings, self._window = settings, window
        self.picture: Callable[[], Callable[[], bytes] | None] | None = None
        self._writing = 0
        self.watch = FileWatch(document, self, window)

    def connect_to(self, actions: Actions, welcome: WelcomePage) -> None:
        """Let menu entries and the welcome page do what is here."""
        actions.connect_all(
            {
                "new": self.new,
                "open": self.ask_open,
                "new_window": self.open_window,
                "open_link": self.ask_link,
                "save": self.save,
                "save_as": self.save_as,
                "save_template": self.save_as_template,
                "copy_link": self.copy_link,
            }
        )
        self.offer_saving_training(actions.save_training)
        welcome.presetChosen.connect(self.open_preset)
        welcome.linkChosen.connect(self.open_link)
        welcome.templateChosen.connect(self.open_template)
        welcome.recentChosen.connect(self.open_path)
        welcome.openRequested.connect(self.ask_open)
        welcome.newRequested.connect(self.new)

    @property
    def is_writing(self) -> bool:
        """Whether a project is being saved."""
        return self._writing > 0

    # -- opening ---------------------------------------------------------------------------------------

    def new(self) -> None:
        """Start from data and a loss only."""
        self._replace(lambda: Opened(presets.blank()))

    def open_preset(self, name: str) -> None:
        """Open a preset by name."""
        self._replace(lambda: Opened(presets.load(name)))

    def open_template(self, path: Path) -> None:
        """Begin with a template: what is saved then is another file."""
        self._replace(lambda: Opened(files.load(path)))

    def open_link(self, link: str) -> None:
        """Open a TensorFlow Playground link, or a shared text in its place."""
        from nnplayground.projects.source import open_text

        self._replace(lambda: Opened(open_text(link)))

    def open_text(self, text: str) -> None:
        """Open an experiment that was pasted: as JSON or as a shared word."""
        read = share.from_text if share.looks_like_text(text) else files.parse
        self._replace(lambda: Opened(read(text)))

    def open_window(self) -> None:
        """Open another window."""
        from nnplayground.ui.new_window import open_in_new_window

        if not open_in_new_window():
            self.said.emit(self.tr("Another window cannot be started."), "error")

    def ask_link(self) -> None:
        """Ask for a shared text or a TensorFlow Playground link, offering the clipboard's."""
        text = QGuiApplication.clipboard().text()
        known = tf_playground.is_link(text) or share.looks_like_text(text)
        title, label = self.tr("Open text or link"), self.tr("Shared text or TensorFlow Playground link")
        link, accepted = QInputDialog.getText(self._window, title, label, text=text if known else "")
        if accepted and link:
            self.open_link(link)

    def ask_open(self) -> None:
        """Let the person choose a project file."""
        name, _filter = QFileDialog.getOpenFileName(
            self._window, self.tr("Open project"), "", self.tr("Projects") + " (*.nnp *.json)"
        )
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> None:
        """Open a project file; a training that was saved with it is gone on with."""
        self.save_first(lambda: self._open_claimed(path.absolute()))

    def reload(self) -> None:
        """Read the document's file again; what is not in it is dropped."""
        if self._document.path is not None:
            self._open_claimed(self._document.path)

    def _open_claimed(self, path: Path) -> None:
        own = self._document.claim

        def done(found: tuple[Opened, Claim]) -> None:
            self._settle(path, *found)

        in_background(self, lambda: open_claimed(path, own), done, lambda error: self._on_damage(path, error))

    def _settle(self, path: Path, found: Opened, claim: Claim) -> None:
        """Open what was read, unless the person does not want it because another window has it."""

        def then(answer: str) -> None:
            if answer == "copy":
                self._take(found, None, None, unsaved=True)
            elif answer == "read":
                self._take(found, path, claim, read_only=True)
            elif answer == "anyway":
                claim.share()
                self._take(found, path, claim)

        if claim.holder is None:
            self._take(found, path, claim)
        elif self._document.read_only and path == self._document.path:
            then("read")
        else:
            ask_about_holder(self._window, path, claim.holder, then)

    def _on_damage(self, path: Path, error: PlaygroundError) -> None:
        def offer(found: tuple[tuple[Backup, ...], Backup | None]) -> None:
            kept, good = found
            if good is None:
                self._fail(error)
                return
            ask_about_damage(self._window, path, error, kept, good, lambda answer: open_earlier(answer, good))

        def open_earlier(answer: str, kept: Backup) -> None:
            if answer:
                in_background(self, lambda: open_project(kept.path), done, self._fail)

        def done(found: Opened) -> None:
            self._take(found, path, None, unsaved=True)

        in_background(self, lambda: (versions(path), last_good(path)), offer)

    def _replace(self, read: Callable[[], Opened]) -> None:
        def done(found: Opened) -> None:
            self._take(found, None, None)

        self.save_first(lambda: in_background(self, read, done, self._fail))

    def _take(
        self,
        found: Opened,
        path: Path | None,
        claim: Claim | None,
        *,
        unsaved: bool = False,
        read_only: bool = False,
    ) -> None:
        """Make what was read the document."""
        self._document.hold(claim)
        self._document.open(found.experiment, path, unsaved=unsaved, read_only=read_only)
        if found.training is not None:
            self._session.recall(found.training, found.holds)
        self._session.runs.add(found.runs)
        if path is not None:
            self._settings.add_recent(path)
        self.opened.emit()
        self._say_missing(found.problems)

    def restore(self, rescued: Salvage) -> None:
        """Go on with what a crash has left; its last edit is one that can be undone."""
        work = rescued.work
        first = work.trained if work.training is not None and work.trained is not None else work.experiment
        opened = Opened(first, work.training, rescued.runs, rescued.problems, work.holds)
        self._take(opened, work.path, None, unsaved=True)
        self._document.apply(self.tr("Recover the last edits"), work.experiment)
        if work.path is not None:
            self._claim_again(work.path)

    def _claim_again(self, path: Path) -> None:
        def done(claim: Claim) -> None:
            if self._document.path == path:
                self._document.hold(claim)
            else:
                claim.release()

        in_background(self, lambda: claim_file(path), done)

    def _say_missing(self, problems: Sequence[PlaygroundError]) -> None:
        """Say why something of a project that is open now is not there."""
        if problems:
            missing = self.tr("The experiment is open; something saved with it is left out: {reasons}")
            self.said.emit(missing.format(reasons=" ".join(say(problem) for problem in problems)), "error")

    # -- saving ----------------------------------------------------------------------------------------

    def save(self) -> None:
        """Save where it came from, else ask."""
        self._save(lambda: None)

    def save_as(self) -> None:
        """Ask where, and save."""
        self._save_as(lambda: None)

    def _save(self, then: Callable[[], None]) -> None:
        if self._document.path is None or self._document.read_only:
            self._save_as(then)
        else:
            self._write(self._document.path, then)

    def save_as_template(self) -> None:
        """Ask for a name, and keep the experiment for the welcome page."""
        experiment, language = self._document.experiment, current_language()
        name, wanted = QInputDialog.getText(
            self._window,
            self.tr("Save as template"),
            self.tr("Name"),
            text=experiment.name(language),
        )
        if not wanted or not name.strip():
            return
        png = self.picture() if self.picture is not None else None

        def done(path: Path) -> None:
            self.said.emit(
                self.tr("The template {name} is on the welcome page.").format(name=path.stem), "info"
            )

        in_background(
            self, lambda: save_template(name.strip(), experiment, language, png and png()), done, self._fail
        )

    def offer_saving_training(self, action: QAction) -> None:
        """Let an action show and change whether projects are saved with their training."""
        action.setChecked(self._settings.saves_training)
        action.toggled.connect(self.set_saves_training)
        self.saves_training_changed.connect(action.setChecked)

    def set_saves_training(self, saved: bool) -> None:
        """Choose whether projects are saved with their training, now and later."""
        self._settings.saves_training = saved
        self.saves_training_changed.emit(saved)

    def _save_as(self, then: Callable[[], None]) -> None:
        start = str(self._document.path or (self._document.experiment.name() or "experiment") + ".nnp")
        trained = self.tr("Project with its training") + " (*.nnp)"
        bare = self.tr("Project without its training") + " (*.nnp)"
        kinds = [trained, bare, self.tr("Experiment as JSON") + " (*.json)"]
        name, kind = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save project"),
            start,
            ";;".join(kinds),
            trained if self._settings.saves_training else bare,
        )
        if not name:
            return
        if kind in (trained, bare):
            self.set_saves_training(kind == trained)
        path = Path(name)
        self._write(path if path.suffix else path.with_suffix(".json" if kind == kinds[2] else ".nnp"), then)

    def _write(self, path: Path, then: Callable[[], None], *, overwrite: bool = False) -> None:
        experiment, own = self._document.experiment, self._document.claim
        full = self._settings.saves_training and path.suffix.lower() != ".json"
        captured = self._session.capture() if full else None
        runs = self._session.runs.runs if full else ()
        png = self.picture() if self.picture is not None else None

        def write() -> bool:
            return save_project(path, experiment, captured, runs, png() if png is not None else None)

        def done(saved: Saved) -> None:
            self._writing -= 1
            self._document.hold(saved.claim)
            # Edits made while the file was written are not in it.
            if self._document.experiment == experiment:
                self._document.saved(path)
            self._settings.add_recent(path)
            self.said.emit(self._saved(path.name, saved.lacks_training), "info")
            then()

        def failed(error: PlaygroundError) -> None:
            self._writing -= 1
            self._on_unsaved(error, path, then)

        self._writing += 1
        in_background(self, lambda: save_claimed(path, own, write, overwrite=overwrite), done, failed)

    def _on_unsaved(self, error: PlaygroundError, path: Path, then: Callable[[], None]) -> None:
        """Ask what to do about a file that was not written; the document stays unsaved until it is."""

        def answered(answer: str) -> None:
            if answer == "elsewhere":
                self._save_as(then)
            elif answer == "load":
                self._open_claimed(path)
            elif answer in ("anyway", "again"):
                self._write(path, then, overwrite=answer == "anyway")

        edits = self._document.undo_stack.index()
        if isinstance(error, ChangedOnDisk):
            ask_about_change(self._window, path, error.when, edits, answered)
        elif isinstance(error, HeldElsewhere):
            ask_about_holder(self._window, path, error.holder, answered, saving=True)
        else:
            ask_about_failure(self._window, path, error, answered)

    def _saved(self, name: str, lacks_training: bool) -> str:
        if lacks_training:
            said = self.tr("Saved {name} without its training: the experiment cannot be trained as it is.")
            return said.format(name=name)
        return self.tr("Saved {name}.").format(name=name)

    def save_first(self, then: Callable[[], None]) -> None:
        """Ask what becomes of unsaved edits, then go on unless the person cancels."""

        def answered(answer: str) -> None:
            if answer == "save":
                self._save(then)
            elif answer == "discard":
                then()

        if self._document.is_modified:
            edits = self._document.undo_stack.index()
            ask_about_edits(self._window, document_name(self._document), edits, answered)
        else:
            then()

    # -- sharing ---------------------------------------------------------------------------------------

    def copy_link(self) -> None:
        """Put a TensorFlow Playground link on the clipboard, if the experiment fits one."""
        try:
            link = tf_playground.to_link(self._document.experiment)
        except PlaygroundError as error:
            self._fail(error)
            return
        QGuiApplication.clipboard().setText(link)
        self.said.emit(self.tr("The link is on the clipboard."), "info")

    def _fail(self, error: PlaygroundError) -> None:
        self.said.emit(say(error), "error")
