"""Mutation test of the fault trials: each safeguard is taken out of a copy of the code, and a trial must fail.

python -m benchmarks.faults_sensitivity [--only NAME]

A mutant that survives is a safeguard that `benchmarks.faults` does not exercise. Takes some minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
_PACKAGES = ("benchmarks", "corpus", "index", "tui")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One safeguard that is taken out."""

    name: str
    file: str
    old: str
    """Occurs once in the file."""
    new: str
    trial: tuple[str, ...]
    """Arguments of `benchmarks.faults` that must find it."""

    def apply(self, root: Path) -> None:
        """Change the file below a root."""
        path = root / self.file
        text = path.read_text("utf-8")
        if text.count(self.old) != 1:
            raise ValueError(f"{self.name}: {self.old!r} occurs {text.count(self.old)} times in {self.file}")
        path.write_text(text.replace(self.old, self.new), "utf-8")


def _power(*commands: str) -> tuple[str, ...]:
    return ("power", *(part for command in commands for part in ("--only", command)))


def _bytes(most: int) -> tuple[str, ...]:
    return ("bytes", "--most", str(most))


_ATOMIC, _TOC = "corpus/files/atomic_write.py", "index/segments/format/toc.py"
_ARRAYS, _INGEST = "index/segments/format/array_file.py", "index/update/ingest.py"
_LOG, _SHADOW = "index/userdata/mark_log.py", "index/storage/shadow_rebuild.py"
_ROWS, _SEAL = "index/storage/row_checksum.py", "corpus/files/sealed.py"
_MANIFEST = "index/storage/manifest_file.py"
_RECORD, _SYNC = "self._manifest.record(self._read, self._gone)", "os.fsync(file.fileno())"
_COMMIT = "committed = self._store.commit(awaited=self._watched)"
_WRITE_TOC, _CLEAN = "TOC(schema, segments, generation).write(", "clean_files(storage, indexname, generation, segments)"
_REPLACE, _PARTS = "Path(draft).replace(path)", "repr(parts)"
_SYNC_BOTH = "sync_folder(directory)\n        sync_folder(aside)\n"
MUTANTS = (
    Mutant("YAML file not synced", _ATOMIC, _SYNC, "pass", _power("correct")),
    Mutant("YAML folder not synced", _ATOMIC, "sync_folder(path.parent)", "pass", _power("correct")),
    Mutant("YAML file written in place", _ATOMIC, _REPLACE, "path.write_bytes(data)", _power("correct")),
    Mutant("new folders not synced", _ATOMIC, "sync_folder(folder.parent)", "pass", _power("first star")),
    Mutant("marks not synced", _LOG, "os.fsync(descriptor)", "pass", _power("first read")),
    Mutant("folder of new marks not synced", _LOG, "if is_new:", "if False:", _power("first read")),
    Mutant("segment not synced", _ARRAYS, "os.fsync(self._file.fileno())", "pass", _power("update")),
    Mutant("table of contents not synced", _TOC, _SYNC, "pass", _power("update")),
    Mutant("folder of a commit not synced", _TOC, "_sync_folder(Path(storage.folder))", "pass", _power("update")),
    Mutant("segments removed early", _TOC, _WRITE_TOC, f"{_CLEAN}\n    {_WRITE_TOC}", _power("update")),
    Mutant("stamps recorded early", _INGEST, _COMMIT, f"{_RECORD}\n        {_COMMIT}", _power("update")),
    Mutant("changed files not marked", _INGEST, "self._manifest.mark_pending(self._touched)", "pass", _power("update")),
    Mutant("folder of the manifest not synced", _MANIFEST, "synchronous=EXTRA", "synchronous=FULL", _power("update")),
    Mutant("new library not synced", _SHADOW, _SYNC_BOTH, "pass\n", _power("rebuild")),
    Mutant("half a write taken for all", _LOG, "while lines:", "for _ in (1,):", ("calls", "--only", "first read")),
    Mutant("rows without checksum", _ROWS, _PARTS, "repr(())", _bytes(1000)),
    Mutant("arrays without checksum", _ARRAYS, "return crc == entry.crc", "return True", _bytes(1000)),
    Mutant("table of contents without checksum", _TOC, "if zlib.crc32(content) !=", "if 0 and 1 !=", _bytes(1000)),
    Mutant("caches without checksum", _SEAL, "or zlib.crc32(data) !=", "or 0 and 1 !=", _bytes(1000)),
)


def is_noticed(mutant: Mutant) -> bool:
    """Whether the trial fails on a copy of the code without the safeguard."""
    with tempfile.TemporaryDirectory(prefix="pressroom-mutant-") as name:
        root = Path(name)
        for package in _PACKAGES:
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(REPOSITORY / package, root / package, ignore=ignored)
        mutant.apply(root)
        command = [sys.executable, "-m", "benchmarks.faults", *mutant.trial]
        environment = os.environ | {"PYTHONPATH": name}
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or not done.stdout:
        raise RuntimeError(f"{mutant.name}: {done.stderr[-2000:]}")
    troubles = [trouble for part in json.loads(done.stdout).values() for trouble in part["troubles"]]
    sys.stderr.write("".join(f"    {trouble[:160]}\n" for trouble in troubles[:1]))
    return bool(troubles)


def main() -> int:
    """Try all mutants; returns 1 if one survives."""
    parser = argparse.ArgumentParser(description="Check that the fault trials notice missing safeguards.")
    parser.add_argument("--only", action="append", metavar="NAME", help="only this mutant; repeatable")
    options = parser.parse_args()
    chosen = [mutant for mutant in MUTANTS if not options.only or mutant.name in options.only]
    survivors = []
    for mutant in chosen:
        noticed = is_noticed(mutant)
        sys.stdout.write(f"{'noticed ' if noticed else 'SURVIVED'}  {mutant.name}\n")
        sys.stdout.flush()
        if not noticed:
            survivors.append(mutant)
    sys.stdout.write(f"{len(chosen) - len(survivors)} of {len(chosen)} mutants noticed\n")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
