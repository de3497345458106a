"""Build the stand-alone program into ``dist/`` and prove it works: ``packaging/build_app.py [--archive]``.

Run by ``make app``. With ``--archive`` also the files that people download: ``.tar.xz`` and, where
``dpkg-deb`` is at hand, a Debian package.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

import trim

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
WORK = ROOT / "build"
PARTS = WORK / "app"
FOLDER = DIST / "nnplayground"
PROGRAM = FOLDER / ("nnplayground.exe" if os.name == "nt" else "nnplayground")
LIMIT_MB = 905
DOWNLOAD_LIMIT_MB = 280
XZ = ["xz", "-6", "--threads=0", "--stdout"]
_LINUX = ROOT / "packaging" / "linux"


def version() -> str:
    """Return the project's version."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def run(*command: str | Path, **environment: str) -> None:
    """Run a command from the project's folder; end with its exit code if it fails."""
    code = subprocess.run(list(map(str, command)), cwd=ROOT, env={**os.environ, **environment}).returncode
    if code:
        raise SystemExit(code)


def write_parts() -> None:
    """Write what goes into the bundle but is no file of the repository."""
    PARTS.mkdir(parents=True, exist_ok=True)
    run(sys.executable, "packaging/app_icons.py", PARTS, PYTHONPATH=str(ROOT))
    run(sys.executable, "packaging/notice.py", PARTS / "NOTICE.txt")
    run(sys.executable, "packaging/unpacked.py", PARTS / "files.dir")
    template = (ROOT / "packaging/windows/version.txt").read_text(encoding="utf-8")
    numbers = ", ".join([*version().split("."), "0"])
    filled = template.replace("@NUMBERS@", numbers).replace("@VERSION@", version())
    (PARTS / "version.txt").write_text(filled, encoding="utf-8")


def build() -> None:
    """Let PyInstaller collect the folder."""
    places = ["--distpath", str(DIST), "--workpath", str(WORK / "pyinstaller")]
    run(
        sys.executable,
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--log-level",
        "WARN",
        *places,
        "packaging/nnplayground.spec",
        PYTHONNODEBUGRANGES="1",  # columns for tracebacks: a quarter of the bytecode, which every start reads
    )


def size_mb() -> float:
    """Return how large the folder is, in megabytes of 1,000,000 bytes."""
    files = (p for p in FOLDER.rglob("*") if p.is_file() and not p.is_symlink())
    return sum(p.stat().st_size for p in files) / 1e6


def check() -> None:
    """Let the built program go through everything it carries; the build fails if anything does not work."""
    run(PROGRAM, "--self-check", QT_QPA_PLATFORM="offscreen", PYTHONPATH="")
    megabytes = size_mb()
    print(f"{FOLDER.relative_to(ROOT)} has {megabytes:.0f} MB.", flush=True)
    if megabytes > LIMIT_MB:
        raise SystemExit(
            f"That is more than {LIMIT_MB} MB: see what packaging/nnplayground.spec should leave out."
        )


def add_desktop_files() -> None:
    """Put what a Linux desktop asks for beside the program."""
    for file in ("nnplayground.desktop", "nnplayground.xml", "install.sh"):
        shutil.copy(_LINUX / file, FOLDER / file)
    shutil.copy(PARTS / "nnplayground-256.png", FOLDER / "nnplayground.png")


def archive() -> Path:
    """Pack the folder for people to download."""
    path = DIST / f"nnplayground-{version()}-linux-x86_64.tar.xz"
    if shutil.which("xz"):  # on all cores, which Python's own does not use
        with (
            path.open("wb") as out,
            subprocess.Popen(XZ, stdin=subprocess.PIPE, stdout=out) as xz,
            tarfile.open(fileobj=xz.stdin, mode="w|") as tar,
        ):
            tar.add(FOLDER, arcname="nnplayground")
        if xz.returncode:
            raise SystemExit(xz.returncode)
    else:
        with tarfile.open(path, "w:xz", preset=6) as tar:
            tar.add(FOLDER, arcname="nnplayground")
    tell_size(path)
    return path


def tell_size(path: Path) -> None:
    """Say how large a download is; one that is too large ends the build."""
    megabytes = path.stat().st_size / 1e6
    print(f"{path.relative_to(ROOT)} has {megabytes:.0f} MB.", flush=True)
    if megabytes > DOWNLOAD_LIMIT_MB:
        raise SystemExit(f"That is more than {DOWNLOAD_LIMIT_MB} MB.")


def debian() -> None:
    """Make a Debian package that installs into /opt, with menu entry, icons and file type."""
    root = WORK / "deb"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(FOLDER, root / "opt/nnplayground", symlinks=True)
    share = root / "usr/share"
    _place(_LINUX / "nnplayground.desktop", share / "applications/nnplayground.desktop")
    _place(_LINUX / "nnplayground.xml", share / "mime/packages/nnplayground.xml")
    for size in (16, 24, 32, 48, 64, 128, 256, 512):
        icon = PARTS / f"nnplayground-{size}.png"
        _place(icon, share / f"icons/hicolor/{size}x{size}/apps/nnplayground.png")
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/nnplayground").symlink_to("/opt/nnplayground/nnplayground")
    control = (_LINUX / "control").read_text(encoding="utf-8")
    control = control.replace("@VERSION@", version()).replace("@SIZE@", f"{size_mb() * 1000 / 1.024:.0f}")
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN/control").write_text(control, encoding="utf-8")
    out = DIST / f"nnplayground_{version()}_amd64.deb"
    run("dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", root, out)
    tell_size(out)
    shutil.rmtree(root)


def _place(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def main(arguments: list[str]) -> None:
    """Build, check, and pack if asked to."""
    write_parts()
    build()
    trim.trim(FOLDER)
    check()
    if sys.platform.startswith("linux"):
        add_desktop_files()
    if "--archive" in arguments and sys.platform.startswith("linux"):
        archive()
        if shutil.which("dpkg-deb"):
            debian()


if __name__ == "__main__":
    main(sys.argv[1:])
