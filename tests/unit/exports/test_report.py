"""The report says what was trained, and needs nothing else to be read."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from nnplayground import Experiment
from nnplayground.exports.format import named, write_export
from nnplayground.exports.trained import Trained
from nnplayground.projects import presets
from nnplayground.projects.report import Report, as_html, as_pdf
from nnplayground.projects.share import from_text


def trained(name: str, epochs: int = 2) -> Trained:
    return Trained.of_run(Experiment.from_preset(name).train(epochs=epochs))


class Page(HTMLParser):
    """Collects the words, and every address that is no part of the page itself."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.outside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        links = [value for name, value in attrs if name in ("src", "href", "xlink:href") and value]
        self.outside += [link for link in links if not link.startswith(("#", "data:"))]
        assert tag != "script"

    def handle_data(self, data):
        self.words.append(data.strip())


@pytest.mark.parametrize("name", ["circle", "sine", "digits", "wine", "linear-regression"])
def test_pages_hold_everything(name):
    run = trained(name)
    page = Page(as_html(Report(run.result())))
    text = " ".join(page.words)
    assert not page.outside
    assert not re.search(r"@import|url\(\s*['\"]?http", text)
    assert run.experiment.name() in text
    assert f"{run.history[-1]['train_loss']:.4g}" in text
    assert f"{run.experiment.report().parameters:,}" in text
    for node in run.experiment.graph.nodes:
        assert node.title in text


@pytest.mark.parametrize("name", ["circle", "digits-residual"])
def test_sheets_are_one_page_of_paper(name):
    data = as_pdf(Report(trained(name, 1).result()))
    assert data.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == 1
    assert b"595.44" in data  # the width of A4 in points


def test_equal_runs_have_equal_sheets():
    first, second = (as_pdf(Report(trained("circle", 1).result())) for _ in range(2))
    assert first == second


def test_the_text_on_the_page_opens_the_experiment():
    run = trained("circle")
    text = Report(run.result()).text()
    assert from_text(text).to_dict() == run.experiment.replace(notes={}).to_dict()
    assert text in as_html(Report(run.result()))


def test_what_was_never_trained_has_a_page_too():
    report = Report(Trained(presets.load("spiral")).result())
    assert as_pdf(report)
    assert "epoch 0" in as_html(report)


def test_texts_are_translated():
    said = set()

    def say(text):
        said.add(str(text))
        return str(text)

    as_html(Report(trained("circle").result(), say))
    assert {"Data set", "Learning rate", "Predicted", "Train loss", "Epoch"} - said == {"Predicted"}


def test_strange_titles_are_escaped():
    run = trained("circle")
    titled = Trained(run.experiment.replace(title={"en": "<b>$title & co"}), run.weights, run.history)
    text = as_html(Report(titled.result()))
    assert "<b>$title" not in text
    assert "&lt;b&gt;$title &amp; co" in text


def test_endings_choose(tmp_path):
    run = trained("circle")
    (pdf,) = write_export(named("report"), run, tmp_path / "a")
    (page,) = write_export(named("report"), run, tmp_path / "b.html")
    assert pdf.suffix == ".pdf"
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
