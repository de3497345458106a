"""Sets are fetched whole or not at all, go on where they broke off, and are never fetched unasked."""

from __future__ import annotations

import gzip
import hashlib
import http.server
import threading
from dataclasses import replace

import numpy as np
import pytest

from nnplayground.core.data_config import DataConfig
from nnplayground.core.dataset import Dataset
from nnplayground.core.errors import DataError
from nnplayground.core.locks import ProgramLock
from nnplayground.data.downloading import Published, RemoteFile, Stopped
from nnplayground.data.image_downloads import Cifar10, FashionMnist, Mnist
from nnplayground.data.prepare import prepare

CONTENT = np.random.default_rng(3).bytes(300_000)


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves what the test put into the server, continues files, and breaks off where it is told to."""

    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, Server)
        content = server.files.get(self.path.lstrip("/"))
        if content is None:
            self.send_error(404)
            return
        start = 0
        if server.can_continue and (asked := self.headers.get("Range")):
            start = int(asked.removeprefix("bytes=").rstrip("-"))
        server.asked.append((self.path, start))
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        self.wfile.write(content[start : server.breaks_at])

    def log_message(self, *args: object) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.asked: list[tuple[str, int]] = []
        self.can_continue = True
        self.breaks_at: int | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"


@pytest.fixture
def server():
    served = Server()
    thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield served
    served.shutdown()
    served.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr("nnplayground.data.downloading.cache_folder", lambda: tmp_path / "cache")
    return tmp_path / "cache"


def described(name: str, content: bytes) -> RemoteFile:
    return RemoteFile(name, len(content), hashlib.sha256(content).hexdigest())


def published(server, **files: bytes) -> Published:
    server.files |= files
    return Published("set", (server.address,), tuple(described(n, c) for n, c in files.items()))


def never() -> bool:
    return False


def quiet(_done: int, _of: int) -> None:
    pass


def test_files_arrive_checked_and_progress_is_told(server):
    wanted = published(server, a=CONTENT, b=b"second")
    told: list[tuple[int, int]] = []
    assert not wanted.is_here()
    folder = wanted.fetch(lambda *sizes: told.append(sizes), never)
    assert (folder / "a").read_bytes() == CONTENT
    assert wanted.is_here()
    assert told[-1] == (len(CONTENT) + 6, len(CONTENT) + 6)
    assert [done for done, _of in told] == sorted(done for done, _of in told)
    assert len(told) > 4
    server.asked.clear()
    wanted.fetch(quiet, never)
    assert server.asked == []


@pytest.mark.parametrize("can_continue", [True, False])
def test_a_broken_connection_goes_on_where_it_ended(server, can_continue):
    wanted = published(server, a=CONTENT)
    server.breaks_at, server.can_continue = 200_000, can_continue
    with pytest.raises(DataError, match=r"broke off after 200,000 of 300,000 bytes.*Download again"):
        wanted.fetch(quiet, never)
    assert not wanted.is_here()
    server.breaks_at = None
    wanted.fetch(quiet, never)
    assert server.asked[-1] == ("/a", 200_000 if can_continue else 0)
    assert (wanted.folder() / "a").read_bytes() == CONTENT
    assert [path.name for path in wanted.folder().iterdir()] == ["a"]


def test_a_wrong_checksum_is_thrown_away(server):
    wanted = published(server, a=CONTENT)
    server.files["a"] = CONTENT[:-1] + b"!"
    with pytest.raises(DataError, match="checksum"):
        wanted.fetch(quiet, never)
    assert list(wanted.folder().iterdir()) == []
    server.files["a"] = CONTENT + b"and much more" * 1000
    with pytest.raises(DataError, match="checksum"):
        wanted.fetch(quiet, never)
    server.files["a"] = CONTENT
    wanted.fetch(quiet, never)
    assert wanted.is_here()


def test_an_absent_file_and_an_absent_server_are_sentences(server):
    wanted = published(server, a=CONTENT)
    server.files.clear()
    with pytest.raises(DataError, match="answered 404"):
        wanted.fetch(quiet, never)
    with pytest.raises(DataError, match=r"cannot be reached.*internet"):
        replace(wanted, places=("http://127.0.0.1:9/",)).fetch(quiet, never)


def test_another_place_is_tried_and_a_mirror_can_be_named(server):
    wanted = replace(published(server, a=CONTENT), places=("http://127.0.0.1:9/", server.address))
    wanted.fetch(quiet, never)
    assert wanted.is_here()
    other = replace(wanted, name="other", places=("http://127.0.0.1:9/",))
    other.fetch(quiet, never, server.address)
    assert other.is_here()


def test_cancelling_keeps_what_came(server):
    wanted = published(server, a=CONTENT)
    told: list[int] = []
    with pytest.raises(Stopped):
        wanted.fetch(lambda done, _of: told.append(done), lambda: len(told) >= 2)
    part = wanted.folder() / "a.part"
    assert CONTENT.startswith(part.read_bytes())
    assert not wanted.is_here()
    wanted.fetch(quiet, never)
    assert server.asked[-1][1] > 0
    assert (wanted.folder() / "a").read_bytes() == CONTENT


def test_a_file_that_is_taken_away_while_it_comes_is_a_sentence(server, cache):
    def take_away(done: int, _of: int) -> None:
        if done == len(CONTENT):
            (cache / "set" / "a.part").unlink()

    with pytest.raises(DataError, match="cannot be kept"):
        published(server, a=CONTENT).fetch(take_away, never)


def test_two_that_fetch_the_same_set_write_each_its_own(server, cache):
    wanted = published(server, a=CONTENT)
    others: list[bytes] = []

    def fetch_too(done: int, _of: int) -> None:
        if not others:
            others.append((cache / "set" / "a.part").read_bytes())
            wanted.fetch(quiet, never)

    folder = wanted.fetch(fetch_too, never)
    assert (folder / "a").read_bytes() == CONTENT
    assert [path.name for path in folder.iterdir()] == ["a"]
    # The second goes on from what the first has written so far, and the first uses what the second fetched.
    assert [start for _path, start in server.asked] == [0, len(others[0])]


def test_the_longest_part_is_gone_on_with_and_the_others_are_removed(server, cache):
    wanted = published(server, a=CONTENT)
    (cache / "set").mkdir(parents=True)
    for name, size in (("a.part", 100), ("a.2.part", 250_000), ("a.3.part", 7)):
        (cache / "set" / name).write_bytes(CONTENT[:size])
    folder = wanted.fetch(quiet, never)
    assert server.asked == [("/a", 250_000)]
    assert [path.name for path in folder.iterdir()] == ["a"]


def test_what_another_program_is_writing_is_left_to_it(server, cache):
    wanted = published(server, a=CONTENT)
    (cache / "set").mkdir(parents=True)
    (cache / "set" / "a.part").write_bytes(CONTENT[:200_000])
    program = ProgramLock(cache / "set.1.lock")
    assert program.take()
    wanted.fetch(quiet, never)
    assert server.asked == [("/a", 200_000)]
    assert (cache / "set" / "a.part").read_bytes() == CONTENT[:200_000]
    assert (cache / "set" / "a").read_bytes() == CONTENT
    program.release()


def test_a_place_without_locks_is_no_hindrance(server, monkeypatch):
    monkeypatch.setattr(ProgramLock, "take", lambda _lock: False)  # as on some file systems of clusters
    wanted = published(server, a=CONTENT)
    folder = wanted.fetch(quiet, never)
    assert [path.name for path in folder.iterdir()] == ["a"]


def test_a_place_that_cannot_be_written_to_is_a_sentence(server, cache):
    wanted = published(server, a=CONTENT)
    cache.write_text("a file where the folder should be")
    with pytest.raises(DataError, match="cannot be kept"):
        wanted.fetch(quiet, never)


# -- the sets ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["mnist", "fashion-mnist", "cifar-10"])
def test_a_set_that_is_not_here_says_how_to_get_it(kind):
    dataset = Dataset.named(kind)()
    assert dataset.spec().x.size in (784, 3072)
    with pytest.raises(DataError, match=f"not on this computer.*nnplayground download {kind}") as caught:
        prepare(DataConfig(dataset=dataset))
    assert caught.value.place == "data.dataset"
    assert str(dataset.problem()) == str(caught.value)


def test_sizes_of_downloads():
    assert [kind.published.size for kind in (Mnist, FashionMnist, Cifar10)] == [11594722, 30878645, 170052171]


def idx(array: np.ndarray) -> bytes:
    shape = b"".join(side.to_bytes(4, "big") for side in array.shape)
    return gzip.compress(bytes((0, 0, 8, array.ndim)) + shape + array.tobytes())


class SmallMnist(Mnist):
    """MNIST in its own files, of 60 + 20 pictures."""

    kind = "small-mnist"
    sizes = (60, 20)


del Dataset._members["small-mnist"]  # no other test is to find it


@pytest.fixture
def small(server, monkeypatch):
    rng = np.random.default_rng(0)
    x, y = rng.integers(0, 256, (80, 28, 28), np.uint8), (np.arange(80) % 10).astype(np.uint8)
    parts = {"train-images-idx3": x[:60], "train-labels-idx1": y[:60]}
    parts |= {"t10k-images-idx3": x[60:], "t10k-labels-idx1": y[60:]}
    files = published(server, **{f"{name}-ubyte.gz": idx(array) for name, array in parts.items()})
    monkeypatch.setattr(SmallMnist, "published", replace(files, name="small-mnist"))
    SmallMnist.published.fetch(quiet, never)
    return x, y


def test_published_parts_stay_apart_and_subsets_follow_the_seed(small):
    x, y = small
    config = DataConfig(dataset=SmallMnist(train=30, validation=10, test=15), seed=4)
    data = prepare(config)
    assert config.dataset.counts(config.split) == (30, 10, 15)
    sizes = [len(part) for part in (data.x_train, data.x_validation, data.x_test)]
    assert sizes == [30, 10, 15]
    rows = {picture.tobytes(): number for number, picture in enumerate(x)}

    def numbers(pictures):
        return [rows[np.rint(picture[0] * 255).astype(np.uint8).tobytes()] for picture in pictures]

    used = numbers(data.x_train) + numbers(data.x_validation)
    assert len(set(used)) == 40
    assert max(used) < 60 <= min(numbers(data.x_test))
    assert data.y_train.tolist() == y[numbers(data.x_train)].tolist()
    np.testing.assert_array_equal(prepare(config).x_train, data.x_train)
    assert numbers(prepare(config.replace(seed=5)).x_train) != numbers(data.x_train)


def test_a_damaged_copy_is_made_again(small):
    first = prepare(DataConfig(dataset=SmallMnist(train=20, test=10)))
    for name in ("pixels.npy", "labels.npy"):
        path = SmallMnist.published.folder() / name
        path.write_bytes(path.read_bytes()[:50])
        path.with_name(f"{name}.1.part").write_bytes(b"left by a program that died")
    np.testing.assert_array_equal(
        prepare(DataConfig(dataset=SmallMnist(train=20, test=10))).x_train, first.x_train
    )
    assert not list(SmallMnist.published.folder().glob("*.part"))


def test_more_than_there_are_is_refused():
    with pytest.raises(ValueError, match="ask for 60,001 pictures; there are 60,000"):
        Mnist(train=60_000, validation=1)
    with pytest.raises(ValueError, match="there are 50,000"):
        Cifar10(train=50_001)
