"""What help says about the other pages of a run, the output, and time itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.core.help import Topic
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from nnplayground.core.text import Text

__all__ = ["PAGE_TOPICS"]

_PAGE = _("core", "Page of the run")
_OUTPUT = _("core", "Output")
_TIME = _("core", "Time")


def _topic(title: Text, sentence: Text, formula: str, effect: Text, subject: Text = _PAGE) -> Topic:
    return Topic(title, subject, sentence, formula, effect)


_PAGES = {
    "timeline": _topic(
        _("core", "Timeline"),
        _(
            "core",
            "The losses of the run, with pictures of its kept moments above them. The solid curve is of the "
            "training samples, the dashed one of the test samples.",
        ),
        "",
        _(
            "core",
            "Both fall: it learns. The test loss rises while the train loss falls: it overfits. Click or "
            "drag to see an earlier moment.",
        ),
    ),
    "space": _topic(
        _("core", "Space"),
        _(
            "core",
            "How each layer places the samples: by two of its units, or by the two principal components in "
            "which they differ most. The grid is the plane of the data, bent by the layers before.",
        ),
        r"h_l = f_l(h_{l-1})",
        _(
            "core",
            "Classes that a straight line parts in the last hidden layer are easy for the output. Where the "
            "grid is folded, the network takes different inputs for one.",
        ),
    ),
    "landscape": _topic(
        _("core", "Loss landscape"),
        _(
            "core",
            "The loss where the weights lie on a plane through those of the run, with the path of training "
            "on it.",
        ),
        r"J(\alpha, \beta) = L(\theta + \alpha\, \delta + \beta\, \eta)",
        _(
            "core",
            "Steps follow the slope down, across narrow valleys they swing. The plane shows two directions "
            "of many: a ridge on it may have a way around.",
        ),
    ),
    "features": _topic(
        _("core", "Feature maps"),
        _(
            "core",
            "What every channel of a convolution or pooling gives out for the chosen sample, or its filters.",
        ),
        r"y_{k,i,j} = b_k + \sum_{c,u,v} w_{k,c,u,v}\, x_{c,\,i+u,\,j+v}",
        _(
            "core",
            "Early maps answer to edges, later ones to larger parts. Blue is positive, orange negative; an "
            "empty map found nothing in this sample. By network or by layer, maps can be compared; by map, "
            "faint ones can be read. Click a map to see what excites it most, and a place of it to see the "
            "kernel there.",
        ),
    ),
    "saliency": _topic(
        _("core", "Saliency"),
        _(
            "core",
            "What of a picture speaks for a class, by six methods. Gradient: how the score would change if a "
            "pixel became a little brighter. Gradient × input: that times what is there. SmoothGrad: the "
            "mean gradient of noisy copies. Integrated: the gradient gathered on the way from black; its "
            "sum is the rise of the score. Grad-CAM: where the maps of a layer speak for the class. "
            "Occlusion: how much the score falls when a grey square covers the place. Rows of numbers have a "
            "bar for every input, and start from the means.",
        ),
        r"g = \frac{\partial z_c}{\partial x} \qquad "
        r"G = (x - x') \int_0^1 \frac{\partial z_c(x' + t (x - x'))}{\partial x}\, dt \qquad "
        r"M = \mathrm{ReLU} \left( \sum_k \alpha_k A^k \right)",
        _(
            "core",
            "Trust what several methods agree on. Where the network is sure, gradients saturate: they are "
            "small although the pixel matters, and a plain gradient is noisy. What is black has no part in "
            "the methods that start from black. Grad-CAM is coarse and shows only what speaks for the class. "
            "Occlusion makes pictures that the network has never seen.",
        ),
    ),
    "adversarial": _topic(
        _("core", "Adversarial"),
        _(
            "core",
            "A picture that is changed so little that an eye hardly sees it, and so that the network errs. "
            "FGSM makes one step of ε along the sign of the loss's gradient, PGD many small ones that are "
            "brought back within ε. The curve is the accuracy on test samples under such attacks.",
        ),
        r"x' = x + \varepsilon\, \mathrm{sign}(\nabla_x L) \qquad "
        r"x_{t+1} = \Pi_\varepsilon (x_t + \alpha\, \mathrm{sign}(\nabla_x L(x_t)))",
        _(
            "core",
            "Every pixel moves by at most ε, all in the worst direction: a thousand small pushes add up. The "
            "true curve lies no higher than that of PGD: a stronger attack may find more. A network that "
            "FGSM cannot turn may only hide its gradient.",
        ),
    ),
    "maximise": _topic(
        _("core", "Preferred inputs"),
        _(
            "core",
            "For each class, or each channel of a layer, the picture that it answers to the most, made by "
            "climbing its gradient from noise. Of a channel, only the part is shown that the middle of its "
            "map can see.",
        ),
        r"x^* = \arg\max_x \left( z_k(x) - \lambda \|x - x_0\|^2 \right)",
        _(
            "core",
            "Early channels look for edges and spots, later ones for parts, classes for their whole. Decay, "
            "blur and small shifts keep the pictures smooth; raw, the network is content with patterns that "
            "nobody would read. Such a picture is what raises the unit, not what the network has seen.",
        ),
    ),
    "heat-map": _topic(
        _("core", "Heat map"),
        _(
            "core",
            "A network of convolutions and a global pooling slides over a scene of several samples. Each "
            "place of a heat map is what the network says of the window behind it.",
        ),
        r"p_c(i, j) = f_c(x_{\,i s\, :\, i s + h,\; j s\, :\, j s + w})",
        _(
            "core",
            "The window that you point at is all that the place knows. Between two samples it sees halves of "
            "both, which the network never learned; with a softmax, empty ground must be some class too.",
        ),
    ),
    "confusion": _topic(
        _("core", "Confusion matrix"),
        _(
            "core",
            "How many samples of each true class, a row, the network takes for each class, a column; of "
            "masks, how many pixels. Shares are of the row.",
        ),
        r"\mathrm{recall}_i = \frac{C_{ii}}{\sum_j C_{ij}}",
        _(
            "core",
            "Right answers stand on the diagonal. A bright cell beside it is a pair of classes that look "
            "alike to the network: choose it to see the samples.",
        ),
    ),
    "codes": _topic(
        _("core", "Code map"),
        _(
            "core",
            "The narrowest layer as a map: every digit or dot is a sample, placed by its code, and every "
            "tile is what the decoder paints from the code in its middle. Of more than two numbers you see "
            "two, or the directions in which the samples differ most.",
        ),
        r"\hat{x} = D(c),\quad c = E(x)",
        _(
            "core",
            "Move over the map, or use the arrow keys: the picture follows. Samples of one kind lie together "
            "though nobody named them. In the gaps between, the decoder paints what it never saw.",
        ),
    ),
    "runs": _topic(
        _("core", "Runs"),
        _(
            "core",
            "Every run since the program started, with its settings and what it reached. Ticked runs are "
            "compared, and their curves join the timeline.",
        ),
        "",
        _(
            "core",
            "Compare runs that differ in one setting only, and by the test loss. A difference smaller than "
            "that of two seeds means nothing.",
        ),
    ),
    "code": _topic(
        _("core", "Code"),
        _(
            "core",
            "The experiment as a program. The script holds data, network and training and prints the same "
            "losses; the module is the network alone; Keras has the layers that have a twin there.",
        ),
        "",
        _(
            "core",
            "Select a node to find its lines. Change a layer and see what changes in the code. Copying and "
            "saving add the samples and the weights.",
        ),
    ),
    "noise": _topic(
        _("core", "Accuracy against noise"),
        _(
            "core",
            "Several networks learn from the same pictures and are then judged by test pictures that get "
            "noisier from left to right. The same random numbers spoil the pictures for all of them.",
        ),
        r"\mathrm{accuracy} = \frac{\mathrm{right}}{\mathrm{all}}",
        _(
            "core",
            "The network that is best without noise need not be the best with it. Train with noise (in the "
            "data panel) and compare again: the curves fall later.",
        ),
    ),
    "sweep": _topic(
        _("core", "Sweep"),
        _(
            "core",
            "The network of the canvas trained with many settings: every combination, random ones, or those "
            "that look promising. Each trial shows what it learned where its values of two settings meet. "
            "Add to runs puts it among the runs, from all its seeds or one.",
        ),
        "",
        _(
            "core",
            "Choose by the validation part and look at the test part once, at the end: the best of many "
            "trials on one part is partly luck on that part. Importance says which setting is worth a finer "
            "search.",
        ),
    ),
    "lockstep": _topic(
        _("core", "Lockstep"),
        _(
            "core",
            "Two experiments side by side on the same batches, A as it is and B with what is changed, or "
            "both from several seeds.",
        ),
        "",
        _(
            "core",
            "From one seed the better curve may be luck. With several, look whether the difference is larger "
            "than the spread of the seeds.",
        ),
    ),
}

_OUTPUTS = {
    "output.slice": _topic(
        _("core", "Two inputs"),
        _(
            "core",
            "A cut through the space of the inputs: what the network says over two columns while all others "
            "are held at one value, or over the two principal components, the directions in which the "
            "samples differ most.",
        ),
        r"f(x_a, x_b \mid x_{\mathrm{others}} = c)",
        _(
            "core",
            "Samples lie where their two values are; their other inputs differ from those of the cut, so "
            "that a point may stand on the wrong colour and be right. Move the others: the cut changes.",
        ),
        _OUTPUT,
    ),
    "output.pad": _topic(
        _("core", "Drawing pad"),
        _(
            "core",
            "A picture of your own, and what the network says of it while you draw. Every view looks at it: "
            "cards, feature maps, neurons, and earlier moments of the run. The small picture is what the "
            "network gets: the mean over each of its pixels, scaled and centred as the data's pictures are.",
        ),
        r"x_{i,j} = \frac{1}{|A_{i,j}|} \int_{A_{i,j}} \mathrm{drawing}",
        _(
            "core",
            "A network knows only pictures like those it was trained on: turn off the centring, draw at the "
            "edge, or with a thin pen, and see how its answer changes.",
        ),
        _OUTPUT,
    ),
    "output.plain": _topic(
        _("core", "Prediction"),
        _(
            "core",
            "What the network says at every place of the plane, or for every sample: a probability, a score, "
            "or a value.",
        ),
        r"p = \frac{1}{1 + e^{-z}} \qquad p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}",
        _(
            "core",
            "Strong colour is certainty, and the pale seam is the boundary. Certain beyond the samples is "
            "not right: there the network only continues what it learned.",
        ),
        _OUTPUT,
    ),
    "output.entropy": _topic(
        _("core", "Entropy"),
        _("core", "How undecided the network is among all classes, in parts of the most that is possible."),
        r"H = -\frac{1}{\log C} \sum_{i=1}^{C} p_i \log p_i",
        _("core", "0: it is sure of one class. 1: all classes are as likely, as on a boundary."),
        _OUTPUT,
    ),
    "output.margin": _topic(
        _("core", "Margin"),
        _("core", "How far the first class leads over the second."),
        r"p_{(1)} - p_{(2)}",
        _("core", "Near 0 a small change of the input turns the answer. Wide margins generalize better."),
        _OUTPUT,
    ),
    "output.residuals": _topic(
        _("core", "Residuals"),
        _("core", "Prediction minus truth, for every sample: blue is too high, orange too low."),
        r"r = \hat{y} - y",
        _(
            "core",
            "Good residuals look like noise around 0. A pattern is what the network has not learned yet.",
        ),
        _OUTPUT,
    ),
    "output.mask": _topic(
        _("core", "Masks"),
        _(
            "core",
            "The class of every pixel: the picture, its true mask, the mask that the network found, and the "
            "pixels where the two differ. Below are other samples, the truth over the network's answer.",
        ),
        r"\mathrm{IoU}_c = \frac{|T_c \cap F_c|}{|T_c \cup F_c|}",
        _(
            "core",
            "The overlap is the mean over the classes. Most pixels are ground, so that the accuracy is high "
            "even where no shape is found. Wrong pixels along the edges: the place is known only coarsely.",
        ),
        _OUTPUT,
    ),
    "output.box": _topic(
        _("core", "Boxes"),
        _(
            "core",
            "The box around the shape: dashed the true one, solid the one that the network found by its "
            "middle, width and height.",
        ),
        r"\mathrm{IoU} = \frac{|T \cap F|}{|T \cup F|}",
        _(
            "core",
            "From an overlap of 50 % on, a box usually counts as found. What is hidden or turned is harder.",
        ),
        _OUTPUT,
    ),
    "output.picture": _topic(
        _("core", "Reconstruction"),
        _(
            "core",
            "The input, what the network makes of it, and the difference: blue is too high, orange too low. "
            "With noise in the network, the noisy input it was made of stands between.",
        ),
        r"\ell = \frac{1}{n} \sum_i (\hat{x}_i - x_i)^2",
        _(
            "core",
            "What is lost did not pass through the narrowest layer. Blurred strokes are a mean over digits "
            "that have the same code.",
        ),
        _OUTPUT,
    ),
    "output.threshold": _topic(
        _("core", "Threshold"),
        _(
            "core",
            "From where on a sample is read as the second class. TP, FP and FN count hits, false alarms and "
            "misses; AUC is the area under the ROC curve.",
        ),
        r"P = \frac{TP}{TP + FP} \qquad R = \frac{TP}{TP + FN} \qquad F_1 = \frac{2 P R}{P + R}",
        _(
            "core",
            "Higher: fewer false alarms, precision grows, recall falls. Lower: the reverse. AUC does not "
            "depend on it: 1 ranks every pair right, 0.5 is chance.",
        ),
        _OUTPUT,
    ),
    "output.mistakes": _topic(
        _("core", "Mistakes"),
        _("core", "The samples with the highest loss, the worst first."),
        "",
        _(
            "core",
            "They are hard, mislabelled, or unlike all others: look before changing the network.",
        ),
        _OUTPUT,
    ),
}

_TIMES = {
    "time.travel": _topic(
        _("core", "Time travel"),
        _(
            "core",
            "While an earlier moment is shown, every view shows the network as it was then. Training stands "
            "still and the present is kept.",
        ),
        "",
        _(
            "core",
            "[ and ] go from moment to moment, Alt+End goes back to the present. Play shows the record from "
            "the playhead on, and trains on once it has come to the present. A setting that is changed acts "
            "on the present, which is shown then. Branch lets the run go on from the moment shown; what came "
            "after it is let go.",
        ),
        _TIME,
    ),
    "time.slow": _topic(
        _("core", "Slow motion"),
        _(
            "core",
            "One real step at a time: the batch passes through the layers to the loss, the gradients come "
            "back, and the weights change. Within a neuron its formulas appear as the step comes to them, "
            "and a dropout neuron tells whether this step keeps it, if its batch holds the sample.",
        ),
        r"w \leftarrow w - \eta\, \frac{\partial L}{\partial w}",
        _("core", "Space holds it where it is. Shift+S ends it, and training goes on at its usual speed."),
        _TIME,
    ),
}

PAGE_TOPICS = {**_PAGES, **_OUTPUTS, **_TIMES}
