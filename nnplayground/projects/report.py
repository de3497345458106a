"""One page about a run: network, settings, curves, what the network says, and how to repeat it.

The same parts become a sheet of A4 as PDF, and a page for browsers that holds everything in itself.
"""

from __future__ import annotations

import html
import io
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nnplayground.core.component import Component
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.experiment import Experiment
from nnplayground.core.features import parse_feature
from nnplayground.core.text import translatable as _
from nnplayground.core.training import PENALTIES, Clip, Training
from nnplayground.core.version import __version__
from nnplayground.projects import plots
from nnplayground.projects.network_plot import draw_network, rows_of_network
from nnplayground.projects.share import qr_code, to_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Report", "as_html", "as_pdf"]

Say = Callable[[str], str]
Pairs = Sequence[tuple[str, str]]

_A4 = 8.27, 11.69
_LEFT, _RIGHT = 0.075, 0.925
_ROW = 0.0165
_FOOT = 0.135  # of the page, for the code
_FEWEST_ROWS = 4
_STOPS = _LEFT, 0.26, 0.66
_LONGEST_QR = 1200  # characters: more make squares too small for paper
_SHOWN_FEATURES = 8
_MOST_SCORES = 3
_MEASURES = {
    "train_loss": _("core", "Train loss"),
    "validation_loss": _("core", "Validation loss"),
    "test_loss": _("core", "Test loss"),
    "test_accuracy": _("core", "Test accuracy"),
    "test_r2": _("core", "Test R²"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """What the page is made of.

    Attributes
    ----------
    result : Result
    say : callable
        Translates; ``str`` leaves English.
    """

    result: plots.Result
    say: Say = str

    @property
    def experiment(self) -> Experiment:
        """The experiment."""
        return self.result.experiment

    @property
    def title(self) -> str:
        """The experiment's own title, else what it learns."""
        language = self.say(_("core", "en"))
        return self.experiment.name(language) or self.say(self.experiment.data.dataset.label())

    @property
    def line(self) -> str:
        """What fixes the run, in one line."""
        last = self._last()
        done = _("core", "epoch {epochs}, step {steps}")
        values = {name: f"{int(last.get(name, 0)):,}" for name in ("epoch", "step")}
        said = self.say(done.format(epochs=values["epoch"], steps=values["step"]))
        seed = self.say(_("core", "seed {seed}").format(seed=self.experiment.seed))
        return f"{self._local(said)} · {seed} · NN Playground {__version__}"

    def _local(self, text: str) -> str:
        """Return numbers as the language writes them."""
        if self.say(_("core", "en")) != "ru":
            return text
        thousands = re.sub(r"(?<=\d),(?=\d{3})", "\u00a0", text)
        return re.sub(r"(?<=\d)\.(?=\d)", ",", thousands)

    def _last(self) -> Mapping[str, float]:
        return self.result.history[-1] if self.result.history else {}

    def scores(self) -> Pairs:
        """Return the measures at the end."""
        last = self._last()
        found = ((title, last.get(key, math.nan), key) for key, title in _MEASURES.items())
        known = ((title, _shown(value, key)) for title, value, key in found if math.isfinite(value))
        return [(self.say(title), self._local(value)) for title, value in known]

    def settings(self) -> Sequence[tuple[str, Pairs]]:
        """Return groups of settings with their titles."""
        groups = (_("core", "Data"), self._data()), (_("core", "Training"), self._training())
        return [
            (self.say(title), [(label, self._local(value)) for label, value in rows])
            for title, rows in groups
        ]

    def _data(self) -> Pairs:
        config, say = self.experiment.data, self.say
        counts = config.dataset.counts(config.split)
        rows = [(say(_("core", "Data set")), _described(config.dataset, say, config.dataset.label()))]
        features = config.spec().feature_names
        if features:
            shown = ", ".join(parse_feature(name).label for name in features[:_SHOWN_FEATURES])
            rows.append(
                (say(_("core", "Features")), shown + (" …" if len(features) > _SHOWN_FEATURES else ""))
            )
        rows.append((say(_("core", "Train, validation, test")), " / ".join(f"{n:,}" for n in counts)))
        yes = _("core", "yes") if config.standardize else _("core", "no")
        rows.append((say(_("core", "Standardized")), say(yes)))
        return rows

    def _training(self) -> Pairs:
        training, say = self.experiment.training, self.say
        rows = [
            (say(_("core", "Optimizer")), _described(training.optimizer, say)),
            (_title(training, "learning_rate", say), f"{training.learning_rate:g}"),
            (_title(training, "batch_size", say), _batch(training, say)),
        ]
        if training.schedule.kind != "constant":
            rows.append((say(_("core", "Schedule")), _described(training.schedule, say)))
        rule = training.regularization
        if rule.kind != "none":
            penalty = f"{say(PENALTIES[rule.kind].title)} · λ = {rule.rate:g}"
            rows.append((say(_("core", "Regularization")), penalty))
        if training.clip.kind != "none":
            rows.append((_title(training.clip, "kind", say), _clip(training.clip)))
        rows.append((_title(training, "precision", say), training.precision))
        return rows

    def layers(self) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
        """Return the header and a row for every layer."""
        report, say = self.experiment.report(), self.say
        header = [_("core", "Layer"), _("core", "Kind"), _("core", "Output"), _("core", "Parameters")]
        rows = []
        for node in self.experiment.graph.nodes:
            found = report.nodes[node.id]
            kind, more = say(type(node.layer).title), say(node.layer.subtitle())
            output = str(found.output) if found.output and node.layer.outputs else ""
            count = self._local(f"{found.parameters:,}") if found.parameters else ""
            rows.append((say(node.title), f"{kind} · {more}" if more else kind, output, count))
        total = say(_("core", "Total"))
        return [say(word) for word in header], [*rows, (total, "", "", self._local(f"{report.parameters:,}"))]

    def text(self) -> str:
        """Return the text that opens the experiment; nothing if it is too long to be printed."""
        try:
            text = to_text(self.experiment.replace(notes={}))
        except PlaygroundError:  # own data that takes more than a text holds
            return ""
        return text if len(text) <= _LONGEST_QR else ""


def _shown(value: float, key: str) -> str:
    return f"{100 * value:.1f} %" if key.endswith("accuracy") else f"{value:.4g}"


def _described(part: Component, say: Say, title: str = "") -> str:
    """Return a part's name and those of its numbers and words that a line can hold."""
    fields = []
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        if isinstance(value, int | float) and not isinstance(value, bool) and info.title:
            name = say(info.title)
            fields.append(f"{name[:1].lower()}{name[1:]} {value:g}")
    return ", ".join([say(title or type(part).title), *fields[:3]])


def _title(part: Any, field: str, say: Say) -> str:
    return say(type(part).model_fields[field].title)


def _batch(training: Training, say: Say) -> str:
    return say(_("core", "full")) if training.batch_size == "full" else f"{training.batch_size:,}"


def _clip(clip: Clip) -> str:
    return f"{clip.kind} ≤ {clip.limit:g}"


# -- a sheet of paper ----------------------------------------------------------------------------------


def as_pdf(report: Report) -> bytes:
    """Return a page of A4, its text and lines as such."""
    import matplotlib as mpl

    with mpl.rc_context(_STYLE):
        page = plots.figure(*_A4)
        _Sheet(page, report).draw()
        data = io.BytesIO()
        facts = {"Title": report.title, "Creator": f"NN Playground {__version__}", "CreationDate": None}
        page.savefig(data, format="pdf", metadata=facts)
    return data.getvalue()


_STYLE: dict[Any, Any] = {
    "font.family": ["Inter", "DejaVu Sans"],
    "pdf.fonttype": 42,
    "svg.fonttype": "none",
    "axes.linewidth": 0.8,
}


class _Sheet:
    """Places the parts from top to bottom; heights are shares of the page."""

    def __init__(self, page: Figure, report: Report) -> None:
        self._page, self._report, self._top = page, report, 0.955

    def draw(self) -> None:
        """Draw the page."""
        self._head()
        height = min(0.30, rows_of_network(self._report.experiment) / _A4[1] * 0.62)
        draw_network(self._axes(_LEFT, _RIGHT, height), self._report.experiment, self._report.say)
        self._top -= height + 0.045
        self._pictures(0.235)
        self._tables()
        self._layers()
        self._foot()

    def _axes(self, left: float, right: float, height: float) -> Axes:
        return self._page.add_axes((left, self._top - height, right - left, height))

    def _write(self, x: float, y: float, text: str, size: float, colour: str, **options: Any) -> None:
        self._page.text(x, y, text, fontsize=size, color=colour, va="top", **options)

    def _rule(self, y: float) -> None:
        from matplotlib.lines import Line2D

        self._page.add_artist(Line2D([_LEFT, _RIGHT], [y, y], color=plots.GRID, linewidth=0.8))

    def _head(self) -> None:
        report = self._report
        self._write(_LEFT, self._top, report.title, 20, plots.INK, fontweight="semibold")
        self._write(_LEFT, self._top - 0.03, report.line, 8.5, plots.MUTED)
        shown = report.scores()
        if len(shown) > _MOST_SCORES:
            shown = [shown[0], *shown[-2:]]
        for number, (label, value) in enumerate(reversed(shown)):
            x = _RIGHT - 0.138 * number
            self._write(x, self._top - 0.002, value, 13, plots.INK, ha="right", fontweight="medium")
            self._write(x, self._top - 0.023, label, 7.5, plots.MUTED, ha="right")
        self._top -= 0.058
        self._rule(self._top)
        self._top -= 0.022

    def _pictures(self, height: float) -> None:
        result, say = self._report.result, self._report.say
        both = plots.has_output(result)
        curves = self._axes(_LEFT + 0.055, 0.56 if both else _RIGHT, height)
        plots.draw_curves(curves, result.history, say)
        if both:
            plots.draw_output(self._axes(0.64, _RIGHT, height), result, say)
        self._top -= height + 0.055

    def _tables(self) -> None:
        self._rule(self._top)
        self._top -= 0.02
        top, lowest = self._top, self._top
        for column, (title, rows) in enumerate(self._report.settings()):
            left = _LEFT + column * 0.44
            self._write(left, top, title, 9.5, plots.INK, fontweight="semibold")
            y = top - 0.022
            for label, value in rows:
                self._write(left, y, label, 8, plots.MUTED)
                self._write(left + 0.16, y, _cut(value, 44 if column == 0 else 42), 8, plots.INK)
                y -= _ROW
            lowest = min(lowest, y)
        self._top = lowest - 0.014

    def _layers(self) -> None:
        """List the layers, as far as there is room."""
        header, rows = self._report.layers()
        room = int((self._top - _FOOT - 0.03) / _ROW) - 1
        if room < _FEWEST_ROWS:
            return
        self._rule(self._top)
        y = self._top - 0.02
        if len(rows) > room:
            rows = [*rows[: room - 2], ("…", "", "", ""), rows[-1]]
        for row, colour in ((header, plots.MUTED), *((row, plots.INK) for row in rows)):
            weight = "semibold" if row is rows[-1] else "regular"
            for x, cell in zip(_STOPS, row[:3], strict=True):
                self._write(x, y, _cut(cell, 46), 8, colour, fontweight=weight)
            self._write(_RIGHT, y, row[3], 8, colour, ha="right", fontweight=weight)
            y -= _ROW

    def _foot(self) -> None:
        text = self._report.text()
        if not text:
            return
        say, side = self._report.say, 0.105
        bottom = 0.045
        squares = qr_code(text)
        axes = self._page.add_axes((_LEFT, bottom, side, side * _A4[0] / _A4[1]))
        axes.imshow(
            [[0 if dark else 1 for dark in row] for row in squares], cmap="gray", interpolation="none"
        )
        axes.set_axis_off()
        left, top = _LEFT + side + 0.02, bottom + side * _A4[0] / _A4[1]
        about = _("core", "Paste this text into NN Playground to open the experiment.")
        self._write(left, top, say(about), 8, plots.INK)
        rows = [text[i : i + 104] for i in range(0, len(text), 104)]
        mono = {"fontfamily": ["JetBrains Mono", "monospace"], "linespacing": 1.25}
        size = 6.0 if len(rows) <= 7 else 4.2
        self._write(left, top - 0.015, "\n".join(rows), size, plots.MUTED, **mono)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


# -- a page for browsers -------------------------------------------------------------------------------


def as_html(report: Report) -> str:
    """Return a page that needs no other file and no network, on screens and on paper."""
    import matplotlib as mpl

    say, result = report.say, report.result
    with mpl.rc_context(_STYLE):
        height = rows_of_network(report.experiment)
        network = _svg((9.2, max(1.2, height)), lambda axes: draw_network(axes, report.experiment, say))
        curves = _svg((5.2, 3.3), lambda axes: plots.draw_curves(axes, result.history, say))
        output = ""
        if plots.has_output(result):
            output = _svg((3.6, 3.3), lambda axes: plots.draw_output(axes, result, say))
    facts = {
        "language": say(_("core", "en")),
        "title": html.escape(report.title),
        "line": html.escape(report.line),
        "scores": "".join(_score(label, value) for label, value in report.scores()),
        "network": network,
        "curves": f"<figure>{curves}</figure>",
        "output": f"<figure>{output}</figure>" if output else "",
        "settings": "".join(_group(title, rows) for title, rows in report.settings()),
        "layers": _layers(report),
        "share": _share(report),
    }
    return re.sub(r"\$(\w+)", lambda found: facts[found[1]], _PAGE)


def _svg(size: tuple[float, float], draw: Callable[[Axes], None]) -> str:
    made, axes = plots.single(*size)
    draw(axes)
    data = io.StringIO()
    made.savefig(data, format="svg", metadata={"Date": None}, transparent=True)
    text = data.getvalue()
    return text[text.index("<svg") :]


def _score(label: str, value: str) -> str:
    return f"<div><b>{html.escape(value)}</b><span>{html.escape(label)}</span></div>"


def _group(title: str, rows: Pairs) -> str:
    lines = "".join(f"<tr><th>{html.escape(a)}</th><td>{html.escape(b)}</td></tr>" for a, b in rows)
    return f"<section><h2>{html.escape(title)}</h2><table>{lines}</table></section>"


def _layers(report: Report) -> str:
    header, rows = report.layers()
    head = "".join(f"<th>{html.escape(word)}</th>" for word in header)
    lines = (f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<table class="layers"><thead><tr>{head}</tr></thead><tbody>{"".join(lines)}</tbody></table>'


def _share(report: Report) -> str:
    text = report.text()
    if not text:
        return ""
    squares = qr_code(text)
    cells = "".join(
        f"M{x},{y}h1v1h-1z" for y, row in enumerate(squares) for x, dark in enumerate(row) if dark
    )
    side = len(squares)
    box = f'viewBox="-2 -2 {side + 4} {side + 4}" shape-rendering="crispEdges"'
    code = f'<svg class="qr" {box}><path d="{cells}"/></svg>'
    about = html.escape(report.say(_("core", "Paste this text into NN Playground to open the experiment.")))
    return f"<footer>{code}<div><p>{about}</p><code>{html.escape(text)}</code></div></footer>"


_PAGE = """\
<!DOCTYPE html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
  :root { --ink: #1f2328; --muted: #667085; --line: #e4e7ec; }
  @page { size: A4; margin: 14mm; }
  * { box-sizing: border-box; }
  body { margin: 0 auto; max-width: 920px; padding: 40px 32px 48px; background: #fff; color: var(--ink);
         font: 14px/1.5 Inter, "Segoe UI", system-ui, sans-serif; -webkit-print-color-adjust: exact; }
  header { display: flex; flex-wrap: wrap; gap: 16px 32px; align-items: flex-end;
           justify-content: space-between; padding-bottom: 18px; border-bottom: 1px solid var(--line); }
  h1 { margin: 0; font-size: 30px; line-height: 1.2; font-weight: 650; letter-spacing: -0.01em; }
  header p { margin: 4px 0 0; color: var(--muted); font-size: 13px; }
  .scores { display: flex; gap: 28px; }
  .scores div { display: flex; flex-direction: column; }
  .scores b { font-size: 20px; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.2; }
  .scores span { color: var(--muted); font-size: 12px; }
  .network { margin: 26px 0 20px; }
  svg { display: block; width: 100%; height: auto; }
  .pictures { display: grid; grid-template-columns: 3fr 2fr; gap: 24px; align-items: center; }
  .pictures:has(figure:only-child) { grid-template-columns: 1fr; }
  figure { margin: 0; }
  .settings { display: grid; grid-template-columns: 1fr 1fr; gap: 8px 40px; margin-top: 22px;
              padding-top: 18px; border-top: 1px solid var(--line); }
  h2 { margin: 0 0 6px; font-size: 14px; font-weight: 650; }
  table { width: 100%; border-collapse: collapse; font-size: 13px; }
  th { color: var(--muted); font-weight: 400; text-align: left; vertical-align: top; padding: 3px 16px 3px 0;
       white-space: nowrap; }
  td { padding: 3px 0; vertical-align: top; }
  .layers { margin-top: 20px; }
  .layers th { border-bottom: 1px solid var(--line); }
  .layers td { border-bottom: 1px solid var(--line); padding-right: 16px; }
  .layers th:last-child, .layers td:last-child { text-align: right; padding-right: 0;
       font-variant-numeric: tabular-nums; }
  .layers tr:last-child td { border-bottom: 0; font-weight: 600; }
  footer { display: flex; gap: 20px; margin-top: 24px; padding-top: 20px; border-top: 1px solid var(--line);
           break-inside: avoid; }
  footer p { margin: 0 0 4px; }
  footer code { font: 11px/1.45 "JetBrains Mono", ui-monospace, monospace; color: var(--muted);
                overflow-wrap: anywhere; }
  .qr { flex: none; width: 132px; height: 132px; }
  @media (max-width: 640px) { .pictures, .settings { grid-template-columns: 1fr; } }
  @media print { body { padding: 0; max-width: none; } }
</style>
</head>
<body>
<header><div><h1>$title</h1><p>$line</p></div><div class="scores">$scores</div></header>
<div class="network">$network</div>
<div class="pictures">$curves$output</div>
<div class="settings">$settings</div>
$layers
$share
</body>
</html>
"""
