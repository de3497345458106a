"""What help says about the views that look into a network: what their numbers are, and how to judge them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.core.help import Topic
from nnplayground.core.looking_pages import PAGE_TOPICS
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from nnplayground.core.text import Text

__all__ = ["TOPICS"]

_VIEW = _("core", "View")
_CANVAS = _("core", "On cards and lines")


def _topic(title: Text, sentence: Text, formula: str, effect: Text, subject: Text = _VIEW) -> Topic:
    return Topic(title, subject, sentence, formula, effect)


TOPICS = {
    **PAGE_TOPICS,
    "gradients.flow": _topic(
        _("core", "Gradient flow"),
        _(
            "core",
            "How much of the loss's signal reaches every layer: the norm of the last step's gradient over "
            "all "
            "its parameters, from the output at the top to the input.",
        ),
        r"\left\| \frac{\partial L}{\partial w} \right\| = "
        r"\sqrt{\sum_i \left( \frac{\partial L}{\partial w_i} \right)^2}",
        _(
            "core",
            "Vanishing: a thousandth of the largest layer's norm or less, or below 1e-5. Exploding: ten "
            "times "
            "the norm of the weights. Dead: a tenth of the units is zero for every sample.",
        ),
    ),
    "gradients.time": _topic(
        _("core", "Gradients over time"),
        _(
            "core",
            "The same norms by epoch. They fall together as training ends; a layer whose curve stays far "
            "below the others hardly learns.",
        ),
        "",
        _("core", "A sudden rise comes before the loss leaves: clip gradients, or lower the learning rate."),
    ),
    "gradients.ratio": _topic(
        _("core", "Update ratio"),
        _(
            "core",
            "How far the next step moves every layer's weights, in parts of their length, with momentum, "
            "penalties, clipping and schedule. Biases are left out.",
        ),
        r"\frac{\|\Delta w\|}{\|w\|} \approx 10^{-3}",
        _(
            "core",
            "About a thousandth is a good step. Far above it throws away what was learned: lower the "
            "learning "
            "rate. Far below it hardly learns, unless training is nearly done.",
        ),
    ),
    "gradients.histogram": _topic(
        _("core", "Histogram of gradients"),
        _("core", "How the last step's gradients of each layer's weights are distributed, biases left out."),
        "",
        _(
            "core",
            "A single bar at zero: no signal reaches the layer. Wide tails: a few weights get nearly all.",
        ),
    ),
    "weights.ridges": _topic(
        _("core", "Weights over time"),
        _(
            "core",
            "How each layer's weights are distributed, from the beginning at the top to now in front. "
            "Smoothed "
            "by a Gaussian of Silverman's width.",
        ),
        "",
        _("core", "Ridges that never change: the layer does not learn. Ever wider ones: try regularization."),
    ),
    "weights.heat": _topic(
        _("core", "Weights as a heat map"),
        _(
            "core",
            "A row for each unit, a column for each input; of a convolution its kernels. Of a matrix that is "
            "too large, each pixel shows the largest weight of its block.",
        ),
        r"z = W x + b",
        _("core", "Rest the mouse on it to read a weight. A pale row is a unit that hardly listens."),
    ),
    "weights.histogram": _topic(
        _("core", "Histogram of weights"),
        _("core", "How each layer's weights are distributed now; biases hang below the axis."),
        "",
        _("core", "Many weights near zero, as L1 makes them, can be left out at little cost."),
    ),
    "activations.now": _topic(
        _("core", "Activations"),
        _(
            "core",
            "What each layer gives out for the first training samples. Each square is a unit: grey works, "
            "rose is dead (zero for every sample), yellow is saturated.",
        ),
        r"|a| > 0.97 \;\Rightarrow\; \tanh'(z) = 1 - a^2 < 0.06",
        _(
            "core",
            "A saturated unit is at an end of its activation for 95 of 100 samples, where it hardly has a "
            "gradient. The output layer may be: that is its answer.",
        ),
    ),
    "activations.ridges": _topic(
        _("core", "Activations over time"),
        _("core", "How each layer's outputs are distributed, from the beginning at the top to now in front."),
        "",
        _("core", "They should neither shrink to a point from layer to layer nor pile up at both ends."),
    ),
    "activations.stopped": _topic(
        _("core", "Dead and saturated units"),
        _("core", "The share of each layer's units that no longer answer to their inputs, by epoch."),
        "",
        _("core", "Rising early: the learning rate is too high or the initial weights are too large."),
    ),
    "canvas.activation": _topic(
        _("core", "Activation"),
        _(
            "core",
            "Tiles show what units give out, over the plane of the data or for the chosen sample; lines show "
            "the weights on one scale for the whole network.",
        ),
        r"a = f(W x + b)",
        _("core", "Blue is positive, orange negative."),
        _CANVAS,
    ),
    "canvas.gradient": _topic(
        _("core", "Gradient"),
        _(
            "core",
            "Tiles show how the prediction answers to a unit: blue rises with it, orange falls. Of two "
            "classes "
            "it is the log-odds of the second, of more the winning score. Lines show where the last batch "
            "pulled each weight.",
        ),
        r"\frac{\partial \hat{y}}{\partial a} \qquad -\frac{\partial L}{\partial w}",
        _(
            "core",
            "On an image it is the saliency of each pixel. A pale tile is a unit nobody listens to there.",
        ),
        _CANVAS,
    ),
    "canvas.weights": _topic(
        _("core", "Weights"),
        _(
            "core",
            "Tiles show what comes into a unit: bands in the order of the inputs, kernels of a convolution, "
            "or "
            "the shape of the image it looks at. Lines show weights, each layer on its own scale.",
        ),
        "",
        _("core", "In rows, the bar is the length of all weights of the unit together."),
        _CANVAS,
    ),
}
"""By page, or by page and mode as ``"gradients.flow"``."""
