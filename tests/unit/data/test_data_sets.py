from __future__ import annotations

import json
import subprocess
import sys
import time

import numpy as np
import pytest
from pydantic import ValidationError

from nnplayground.core.dataset import DataGroup, Dataset
from nnplayground.core.errors import explain_validation
from nnplayground.core.loss import Task
from nnplayground.data.draws import named_rng

KINDS = {kind: cls for kind, cls in Dataset.kinds().items() if not (cls.is_own or cls.is_remote)}


def generate(kind: str, seed: int = 0, **fields):
    return KINDS[kind](**fields).generate(named_rng(seed, "data"))


def test_the_gallery_is_complete():
    named = {
        DataGroup.PLANE_CLASSES: "circle xor gauss spiral moons checkerboard blobs rings function drawn",
        DataGroup.PLANE_VALUES: "plane multi-gauss wave drawn-values",
        DataGroup.LINE: "sine polynomial step housing drawn-curve",
        DataGroup.TABLE: "iris wine breast-cancer diabetes",
        DataGroup.IMAGE: "digits glyphs image_shapes textures",
    }
    for group, names in named.items():
        assert [kind for kind, cls in KINDS.items() if cls.group is group] == names.split()


def test_describing_imports_no_heavy_library():
    code = (
        "import sys, json\n"
        "from nnplayground.core.dataset import Dataset\n"
        "[cls().spec() for cls in Dataset.kinds().values() if not cls.is_own]\n"
        "heavy = ('sklearn', 'torch', 'matplotlib', 'PIL')\n"
        "print(json.dumps([name for name in heavy if name in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


@pytest.mark.parametrize("kind", KINDS)
def test_samples_are_what_the_spec_says(kind):
    dataset = KINDS[kind]()
    spec, samples = dataset.spec(), dataset.generate(named_rng(0, "data"))
    assert samples.x.shape == (dataset.count(), *spec.x.shape)
    assert samples.x.dtype == np.float64
    assert np.isfinite(samples.x).all()
    if spec.task is Task.REGRESSION:
        assert samples.y.shape == (dataset.count(), *spec.target.shape)
        assert samples.y.dtype == np.float64
        assert np.isfinite(samples.y).all()
    else:
        assert samples.y.shape == (dataset.count(),)
        assert samples.y.dtype == np.int64
        assert set(samples.y.tolist()) == set(range(spec.target.classes))
        assert len(spec.class_names) == spec.target.classes
    for column, (low, high) in enumerate(spec.bounds):
        assert low <= samples.x[:, column].min()
        assert samples.x[:, column].max() <= high


@pytest.mark.parametrize("kind", KINDS)
def test_files_keep_a_data_set(kind):
    dataset = KINDS[kind]()
    assert Dataset.model_validate(json.loads(json.dumps(dataset.model_dump()))) == dataset


@pytest.mark.parametrize("kind", [kind for kind, cls in KINDS.items() if "samples" in cls.model_fields])
@pytest.mark.parametrize("samples", [2, 7])
def test_any_number_of_samples_is_made_and_repeats(kind, samples):
    first, again = (generate(kind, samples=samples) for _ in range(2))
    assert len(first) == samples
    np.testing.assert_array_equal(first.x, again.x)
    np.testing.assert_array_equal(first.y, again.y)
    assert not np.array_equal(first.x, generate(kind, seed=1, samples=samples, noise=0.5).x)


def test_a_million_samples_take_seconds():
    begin = time.thread_time()
    assert len(generate("spiral", samples=1_000_000, noise=0.1)) == 1_000_000
    assert time.thread_time() - begin < 3


def test_circle_noise_changes_labels_and_not_points():
    clean, noisy = generate("circle"), generate("circle", noise=0.3)
    np.testing.assert_array_equal(clean.x, noisy.x)
    assert clean.y.tolist() == (np.hypot(*clean.x.T) < 2.5).astype(int).tolist()
    assert 0.02 < np.mean(clean.y != noisy.y) < 0.5


def test_xor_keeps_off_the_axes():
    samples = generate("xor")
    assert np.abs(samples.x).min() >= 0.3
    assert samples.y.tolist() == (samples.x.prod(axis=1) >= 0).astype(int).tolist()


@pytest.mark.parametrize(("noise", "variance"), [(0.0, 0.5), (0.5, 4.0)])
def test_gauss_variance_grows_with_noise(noise, variance):
    samples = generate("gauss", samples=40_000, noise=noise)
    for label, centre in ((1, 2.0), (0, -2.0)):
        cloud = samples.x[samples.y == label]
        np.testing.assert_allclose(cloud.mean(axis=0), centre, atol=0.05)
        np.testing.assert_allclose(cloud.var(axis=0), variance, rtol=0.05)


def test_spiral_noise_moves_points_by_at_most_itself():
    clean, noisy = generate("spiral"), generate("spiral", noise=0.4)
    moved = np.abs(noisy.x - clean.x)
    assert 0.35 < moved.max() <= 0.4
    np.testing.assert_array_equal(clean.y, noisy.y)


def test_plane_is_a_tenth_of_the_sum():
    samples = generate("plane")
    np.testing.assert_allclose(samples.y[:, 0], samples.x.sum(axis=1) / 10, atol=1e-15)


def test_multi_gauss_has_six_bumps_of_alternating_sign():
    surface = KINDS["multi-gauss"]().surface
    x1, x2 = np.array([-4.0, 0, 4, -4, 0, 4, 1]), np.array([2.5, 2.5, 2.5, -2.5, -2.5, -2.5, 2.5])
    np.testing.assert_allclose(surface(x1, x2), [1, -1, 1, -1, 1, -1, -0.5])


@pytest.mark.parametrize("cells", [2, 5])
def test_checkerboard_alternates(cells):
    samples = generate("checkerboard", cells=cells)
    squares = np.floor((samples.x + 5) / (10 / cells)).astype(int)
    assert samples.y.tolist() == (squares.sum(axis=1) % 2).tolist()


@pytest.mark.parametrize("classes", [2, 3, 6])
def test_blobs_have_as_many_classes_as_asked(classes):
    dataset = KINDS["blobs"](classes=classes)
    assert dataset.spec().target.classes == classes
    assert dataset.spec().task is (Task.BINARY if classes == 2 else Task.MULTICLASS)
    labels = dataset.generate(named_rng(0, "data")).y
    assert np.ptp(np.bincount(labels, minlength=classes)) <= 1


def test_rings_do_not_touch():
    samples = generate("rings")
    radius = np.hypot(*samples.x.T)
    for inner in (0, 1):
        assert radius[samples.y == inner].max() + 0.9 < radius[samples.y == inner + 1].min()


def test_moons_without_noise_are_half_circles():
    samples = generate("moons", noise=0)
    upper = samples.x[samples.y == 0] / 3 + [0.5, 0.25]
    np.testing.assert_allclose(np.hypot(*upper.T), 1)


@pytest.mark.parametrize("border", KINDS["function"].model_fields["border"].annotation.__args__)
def test_every_border_separates_two_classes_in_sight(border):
    labels = generate("function", border=border).y
    assert 0.2 < labels.mean() < 0.8


def test_function_labels_the_upper_side():
    samples = generate("function", border="absolute")
    above = samples.x[:, 1] > 1.4 * np.abs(samples.x[:, 0]) - 3
    assert samples.y.tolist() == above.astype(int).tolist()


@pytest.mark.parametrize("degree", [1, 3, 12])
def test_polynomial_is_of_its_degree(degree):
    samples = generate("polynomial", degree=degree, noise=0, samples=200)
    fit = np.polynomial.Polynomial.fit(samples.x[:, 0], samples.y[:, 0], degree)
    np.testing.assert_allclose(fit(samples.x[:, 0]), samples.y[:, 0], atol=1e-9)
    assert abs(fit.convert().coef[-1]) > 0.5


def test_curve_noise_has_its_standard_deviation():
    samples = generate("sine", noise=0.5, samples=20_000)
    assert np.std(samples.y[:, 0] - np.sin(samples.x[:, 0])) == pytest.approx(0.5, rel=0.03)


def test_housing_is_a_line_in_big_numbers():
    samples = generate("housing")
    slope, base = np.polyfit(samples.x[:, 0], samples.y[:, 0], 1)
    assert slope == pytest.approx(2.5, rel=0.05)
    assert base == pytest.approx(30, abs=12)
    assert samples.y.max() > 400


@pytest.mark.parametrize("kind", ["iris", "wine", "breast-cancer", "diabetes"])
def test_tables_are_described_as_scikit_learn_has_them(kind):
    import sklearn.datasets

    bunch = getattr(sklearn.datasets, f"load_{kind.replace('-', '_')}")()
    dataset = KINDS[kind]()
    assert dataset.spec().input_names == tuple(map(str, bunch.feature_names))
    assert dataset.spec().class_names == tuple(map(str, bunch.get("target_names", ())))
    assert dataset.count() == len(bunch.data)
    assert len(type(dataset).default_features) == bunch.data.shape[1]


def test_digits_are_pictures_between_zero_and_one():
    pictures = generate("digits").x
    assert (pictures.min(), pictures.max()) == (0, 1)
    # The first sample is a 0: a dark middle inside a bright ring.
    assert pictures[0, 0, 4, 3] == 0
    assert pictures[0, 0, 4, 1:3].max() > 0.4


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"kind": "spiral", "samples": 2_000_000}, "“samples” must be at most 1000000, not 2000000."),
        ({"kind": "spiral", "samples": 1}, "“samples” must be at least 2, not 1."),
        ({"kind": "spiral", "noise": -0.1}, "“noise” must be at least 0.0, not -0.1."),
        ({"kind": "spiral", "noise": float("nan")}, "“noise” must be a finite number, not nan."),
        ({"kind": "blobs", "classes": 7}, "“classes” must be at most 6, not 7."),
        ({"kind": "iris", "noise": 1}, "“noise” is not known here."),
        (
            {"kind": "sine", "start": 3, "stop": 3},
            "The range of x goes from 3.0 to 3.0. Its start must be less than its end.",
        ),
        ({"kind": "spirl"}, "There is no dataset called “spirl”. Did you mean spiral?"),
    ],
)
def test_bad_values_are_told_in_a_sentence(data, sentence):
    with pytest.raises(ValidationError) as caught:
        Dataset.model_validate(data)
    assert str(explain_validation(caught.value)) == sentence


def test_data_and_training_may_load_their_libraries_at_the_same_time():
    """Scipy asks half-loaded PyTorch for its classes."""
    code = (
        "import threading\n"
        "from nnplayground.core.loading import LOADING\n"
        "from nnplayground.core.dataset import Dataset\n"
        "from nnplayground.data.draws import named_rng\n"
        "import sys\n"
        "loaded = []\n"
        "load = lambda: loaded.append(Dataset.kinds()['digits']().generate(named_rng(0, 'data')))\n"
        "with LOADING:\n"
        "    other = threading.Thread(target=load)\n"
        "    other.start()\n"
        "    other.join(0.2)\n"
        "    assert 'sklearn' not in sys.modules\n"
        "other.join()\n"
        "assert loaded"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
