"""From a fresh clone to a running program: make the environment, install what is missing, do one thing.

    python3 packaging/bootstrap.py run [ARGUMENTS]   start the program
    python3 packaging/bootstrap.py test              every check, then every test, then the coverage floor
    python3 packaging/bootstrap.py test ARGUMENTS    only pytest, with these arguments
    python3 packaging/bootstrap.py lint              every check, all of them reporting
    python3 packaging/bootstrap.py soak              random edits, kills and damaged files, for half an hour
    python3 packaging/bootstrap.py bench [ARGUMENTS] the benchmarks
    python3 packaging/bootstrap.py app [--archive]   the stand-alone program, in dist/
    python3 packaging/bootstrap.py app-test          tests of what app has built
    python3 packaging/bootstrap.py translations      collect translatable strings into the .ts files
    python3 packaging/bootstrap.py clean             remove what was built; the environment stays

On Windows write ``py`` for ``python3``. Needs nothing but Python's standard library. Everything is installed
into ``.venv``; to start over, delete it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import coverage_floor
import system_libraries
import translations

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
COVERAGE_REPORT = ROOT / "build" / "coverage.json"

OLDEST_PYTHON = (3, 11)

# Asked for by its exact number and before everything else: an index that offers both the CPU build and the
# CUDA build of several GB gives the CPU build for this, and the ranges in pyproject.toml then keep it.
TORCH = "torch==2.13.0"

LINTERS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "import contracts": [
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-logo",
    ],
    "translations": ["packaging/translations.py", "check"],
}

SLOWEST = "mypy"  # of the linters: on one core for a minute, which tests can use beside it

TEST_ENVIRONMENT = {"QT_QPA_PLATFORM": "offscreen", "OMP_NUM_THREADS": "1"}

BUILT = [
    "build",
    "dist",
    ".coverage",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
]


def refusal(version: tuple[int, ...], executable: str) -> str | None:
    """Return the sentence that refuses a Python that is too old, or None if it is new enough."""
    if version >= OLDEST_PYTHON:
        return None
    needed, found = (".".join(map(str, v)) for v in (OLDEST_PYTHON, version[:3]))
    return (
        f"NN Playground needs Python {needed} or newer, and {executable} is {found}: install a newer one, "
        f"or name one that you have, as in `make run PYTHON=python{needed}`."
    )


def step(title: str, command: list[str], **environment: str) -> int:
    """Run ``command`` under a header, say how long it took, and return its exit code."""
    print(f"== {title}", flush=True)
    start = time.perf_counter()
    code = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}).returncode
    conclude(title, code, time.perf_counter() - start)
    return code


def conclude(title: str, code: int, seconds: float) -> None:
    """Say how a step ended."""
    result = "done" if code == 0 else f"FAILED with exit code {code}"
    print(f"   {title}: {result} in {seconds:.1f} s", flush=True)


def unseen(command: list[str]) -> tuple[str, int, float]:
    """Run ``command`` and return what it said, its exit code, and how many seconds it took."""
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    return done.stdout, done.returncode, time.perf_counter() - start


def require(title: str, command: list[str]) -> None:
    """Run a step the rest cannot do without."""
    code = step(title, command)
    if code:
        raise SystemExit(code)


# The environment


def stamp_path(extra: str) -> Path:
    """Return the file that remembers what the environment was last made from for ``extra``."""
    return VENV / f"nnplayground-{extra}.stamp"


def fingerprint() -> str:
    """Return a digest of what decides the environment: the dependencies, and the folder it is linked to."""
    project = (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(b"\0".join([project, TORCH.encode(), os.fsencode(ROOT)])).hexdigest()


def is_current(stamp: Path, digest: str) -> bool:
    """Return whether ``stamp`` says that the environment was made from ``digest``."""
    return stamp.exists() and stamp.read_text(encoding="utf-8").strip() == digest


def create_environment() -> None:
    """Make ``.venv``, in place of one that does not work."""
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        if not (shutil.which("apt-get") and system_libraries.install_packages([f"python{version}-venv"])):
            raise SystemExit(
                f"This Python cannot make virtual environments. On Debian and Ubuntu: "
                f"sudo apt-get install python{version}-venv"
            )
    require("Making .venv", [sys.executable, "-m", "venv", "--clear", str(VENV)])


def has_pip() -> bool:
    """Return whether ``.venv`` works: its Python may be gone, and one interrupted while made has no pip."""
    command = [str(PYTHON), "-m", "pip", "--version"]
    return PYTHON.exists() and subprocess.run(command, capture_output=True).returncode == 0


def install(extra: str) -> None:
    """Install the project, linked to this folder, with the tools of ``extra``."""
    # -qq leaves errors only; a person's own PIP_* settings still hold.
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    require(f"Installing {TORCH}, some hundred megabytes the first time", [*pip, TORCH])
    require(f"Installing NN Playground with its {extra} tools", [*pip, "--editable", f".[{extra}]"])


def prepare(extra: str = "dev") -> None:
    """Bring system libraries, environment and compiled translations up to date; instant when they are."""
    system_libraries.ensure()
    digest, stamp = fingerprint(), stamp_path(extra)
    if not (PYTHON.exists() and is_current(stamp, digest)):
        if not has_pip():
            create_environment()
        install(extra)
        stamp.write_text(digest, encoding="utf-8")
    if translations.outdated():
        require("Compiling translations", [str(PYTHON), "packaging/translations.py", "compile"])


# The commands


def run(arguments: list[str]) -> int:
    """Start the program."""
    prepare()
    return subprocess.run([str(PYTHON), "-m", "nnplayground", *arguments], cwd=ROOT).returncode


def lint(_arguments: list[str]) -> int:
    """Run every linter, let all report, and return the first failure."""
    prepare()
    return check(LINTERS)


def check(linters: dict[str, list[str]]) -> int:
    """Run linters one after the other, let all report, and return the first failure."""
    codes = [step(title, [str(PYTHON), *command]) for title, command in linters.items()]
    return next((code for code in codes if code), 0)


def available_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pytest(title: str, arguments: list[str]) -> int:
    """Run pytest without a screen, on at most four cores; a core without work takes tests from another."""
    workers = ["-n", str(min(available_cores(), 4)), "--dist", "worksteal"]
    return step(title, [str(PYTHON), "-m", "pytest", *workers, *arguments], **TEST_ENVIRONMENT)


def test(arguments: list[str]) -> int:
    """Run the linters, the tests and the coverage floor; with ``arguments`` only pytest with them."""
    prepare()
    if arguments:
        return pytest("pytest", arguments)
    quick = {title: command for title, command in LINTERS.items() if title != SLOWEST}
    return check(quick) or with_slowest_beside()


def with_slowest_beside() -> int:
    """Run every test and, at the same time, the slowest linter, which reports when the tests are done."""
    with ThreadPoolExecutor() as beside:
        linter = beside.submit(unseen, [str(PYTHON), *LINTERS[SLOWEST]])
        print(f"== {SLOWEST} runs beside the tests; its result comes after theirs", flush=True)
        code = every_test()
        said, failure, seconds = linter.result()
    print(f"== {SLOWEST}\n{said}", end="", flush=True)
    conclude(SLOWEST, failure, seconds)
    return code or failure


def every_test() -> int:
    """Run the tests of the packages that have a floor, all others, and hold the packages to the floor.

    Coverage makes every line of Python slower, whoever it belongs to, so only the packages' own tests are
    measured: what they do not reach does not count, though windows and commands run through it too.
    """
    COVERAGE_REPORT.parent.mkdir(exist_ok=True)
    report = COVERAGE_REPORT.relative_to(ROOT).as_posix()
    own = [f"tests/unit/{package}" for package in coverage_floor.PACKAGES]
    measured = [f"--cov=nnplayground/{package}" for package in coverage_floor.PACKAGES]
    codes = [
        pytest("pytest, measured packages", [*own, *measured, f"--cov-report=json:{report}"]),
        step("coverage floor", [str(PYTHON), "packaging/coverage_floor.py", report]),
        pytest("pytest, everything else", ["tests", *(f"--ignore={folder}" for folder in own)]),
    ]
    return next((code for code in codes if code), 0)


def soak(arguments: list[str]) -> int:
    """Edit the real window ten thousand times, kill it a hundred times, and open 20,000 damaged files."""
    prepare()
    tests = ["tests/qt/test_random_edits.py", "tests/e2e/test_kill.py", "tests/unit/projects/test_fuzz.py"]
    chosen = [*tests, "-k", "ten_thousand or kill or fuzz", *arguments]
    command = [str(PYTHON), "-m", "pytest", *chosen]
    return step("soak", command, **TEST_ENVIRONMENT, NNPLAYGROUND_SOAK="1")


def bench(arguments: list[str]) -> int:
    """Run the benchmarks."""
    prepare()
    return step("benchmarks", [str(PYTHON), "-m", "benchmarks", *arguments])


def app(arguments: list[str]) -> int:
    """Build the stand-alone program into ``dist/``, and let it check itself; ``--archive`` packs it too."""
    prepare("app")
    title = "Building the stand-alone program in dist, about five minutes"
    return step(title, [str(PYTHON), "packaging/build_app.py", *arguments], **TEST_ENVIRONMENT)


def app_test(arguments: list[str]) -> int:
    """Try the program that ``app`` built as a stranger would have it."""
    prepare()
    command = [str(PYTHON), "-m", "pytest", "tests/executable", *arguments]
    built = str(ROOT / "dist" / "nnplayground")
    return step("testing the stand-alone program", command, **TEST_ENVIRONMENT, NNPLAYGROUND_APP=built)


def update_translations(_arguments: list[str]) -> int:
    """Collect the translatable strings, and compile what is translated."""
    prepare()
    tool = [str(PYTHON), "packaging/translations.py"]
    return step("Collecting strings", [*tool, "update"]) or step("Compiling translations", [*tool, "compile"])


def clean(_arguments: list[str]) -> int:
    """Remove what was built."""
    for path in [ROOT / name for name in BUILT]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for path in translations.all_ts_files():
        path.with_suffix(".qm").unlink(missing_ok=True)
    return 0


COMMANDS = {
    "run": run,
    "test": test,
    "lint": lint,
    "soak": soak,
    "bench": bench,
    "app": app,
    "app-test": app_test,
    "translations": update_translations,
    "clean": clean,
}


def main(arguments: list[str]) -> int:
    """Do what the command line asks and return the exit code."""
    sentence = refusal(tuple(sys.version_info[:3]), sys.executable)
    if sentence:
        raise SystemExit(sentence)
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__)
        return 0 if arguments in (["-h"], ["--help"]) else 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
