"""Export of user data to a folder or a ZIP file, and import, which merges it into what is there."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.files.atomic_write import atomic_write, make_folder
from corpus.model.errors import reason_of
from index.corrections.file import CorrectionFile
from index.model.correction_fault import CorrectionFailure
from index.model.entity import Correction
from index.model.errors import CorrectionError, UserDataError
from index.model.library_identity import UserDataPlace
from index.model.user_data import DocumentMarks, ImportReport, SavedSearch
from index.model.user_data_fault import UserDataFailure
from index.userdata.document_notation import DocumentNotation
from index.userdata.entry_file import MOST_BYTES, Change
from index.userdata.files import ARRIVED, DOCUMENTS, READ, SEARCHES, UserDataFiles
from index.userdata.folder_lock import locked_folder
from index.userdata.library_identity import FILE as IDENTITY
from index.userdata.mark_log import Mark, MarkLog

_NAMES = (IDENTITY, "corrections.yaml", DOCUMENTS, SEARCHES, READ, ARRIVED)
_MOST_UNPACKED = 16 * MOST_BYTES


def export_user_data(folder: Path, target: Path) -> bool:
    """Copy the files of user data to a new ZIP file, or to a new or empty folder.

    Args:
        folder: The folder of the user data.
        target: A ZIP file if its name ends with .zip, else a folder.

    Returns:
        Whether there is any user data.

    Raises:
        UserDataError: the target exists, or something cannot be read or written.

    """
    if not folder.is_dir():
        return False
    check_export(target)
    write_export(target, user_data_files(folder, target))
    return True


def user_data_files(folder: Path, target: Path) -> dict[str, bytes]:
    """The files of user data in a folder, by name; raises UserDataError, about the target of an export."""
    try:
        with locked_folder(folder):
            return {name: (folder / name).read_bytes() for name in _NAMES if (folder / name).exists()}
    except OSError as error:
        raise UserDataError(UserDataFailure.UNWRITABLE, target, reason_of(error)) from error


def check_export(target: Path) -> None:
    """Raise UserDataError unless a file or folder is new, or an empty folder."""
    if target.exists() and (_is_zip(target) or not target.is_dir() or any(target.iterdir())):
        raise UserDataError(UserDataFailure.EXISTS, target)


def write_export(target: Path, files: Mapping[str, bytes]) -> None:
    """Write files to a ZIP file or folder; raises UserDataError."""
    try:
        if _is_zip(target):
            atomic_write(target, _packed(files))
            return
        make_folder(target, 0o700)
        for name, data in files.items():
            atomic_write(target / name, data)
    except OSError as error:
        raise UserDataError(UserDataFailure.UNWRITABLE, target, reason_of(error)) from error


def import_user_data(source: Path, folder: Path, files: UserDataFiles) -> ImportReport:
    """Merge exported user data into that of a library: what is there stays, what it lacks is added.

    Args:
        source: A folder or ZIP file that was exported.
        folder: The folder of the library's user data.
        files: In that folder.

    Raises:
        UserDataError: the source is no export, or a file of either side cannot be read or written.
        CorrectionError: the same for the corrections.

    """
    with opened_export(source) as exported:
        files.load()
        imported = exported.files
        combined = {key: combined_with(entry) for key, entry in imported.documents.entries.items()}
        present = CorrectionFile(UserDataPlace(folder).corrections)
        known = set(present.corrections)
        added = [each for each in exported.corrections if each not in known]
        for correction in added:
            present.add(correction)
        return ImportReport(
            corrections=len(added),
            documents=len(files.documents.change(combined)),
            searches=import_searches(imported, files),
            read_marks=import_log(imported.read, files.read),
            arrivals=import_log(imported.arrived, files.arrived),
        )


def import_searches(imported: UserDataFiles, files: UserDataFiles) -> int:
    """Add the saved searches that are missing; returns their number."""
    return len(files.searches.change({key: _added(entry) for key, entry in imported.searches.entries.items()}))


@dataclass(frozen=True, slots=True)
class Exported:
    """User data that was exported."""

    files: UserDataFiles
    corrections: tuple[Correction, ...]
    """Each once."""


@contextmanager
def opened_export(source: Path) -> Iterator[Exported]:
    """Open a folder or ZIP file that was exported; raises UserDataError, or CorrectionError, if it is unusable."""
    with _unpacked(source) as folder:
        files = UserDataFiles.of(folder, folder / "no caches")
        files.load()
        if unusable := next((problems for problems in files.invalid_files if problems.unusable), None):
            raise UserDataError(UserDataFailure.FILE_INVALID, unusable.path, problem=unusable.problem)
        corrections = CorrectionFile(UserDataPlace(folder).corrections)
        if corrections.problems and corrections.problems.unusable:
            problem = corrections.problems.problem
            raise CorrectionError(CorrectionFailure.FILE_INVALID, corrections.path, problem=problem)
        yield Exported(files, tuple(dict.fromkeys(corrections.corrections)))


def _is_zip(target: Path) -> bool:
    return target.suffix.lower() == ".zip"


def _packed(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@contextmanager
def _unpacked(source: Path) -> Iterator[Path]:
    """The folder of an export; that of a ZIP file is temporary."""
    if source.is_dir():
        if not any((source / name).exists() for name in _NAMES):
            raise UserDataError(UserDataFailure.NOT_AN_EXPORT, source)
        yield source
        return
    with tempfile.TemporaryDirectory(prefix="pressroom-import-") as folder:
        try:
            with zipfile.ZipFile(source) as archive:
                known = [entry for entry in archive.infolist() if entry.filename in _NAMES]
                if not known or sum(entry.file_size for entry in known) > _MOST_UNPACKED:
                    raise UserDataError(UserDataFailure.NOT_AN_EXPORT, source)
                for entry in known:
                    archive.extract(entry, folder)
        except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise UserDataError(UserDataFailure.NOT_AN_EXPORT, source) from error
        yield Path(folder)


def combined_with(entry: DocumentMarks) -> Change[DocumentMarks]:
    """The change that merges an entry into the present one."""
    notation = DocumentNotation()
    return lambda present: notation.combine(entry, present) if present else entry


def _added(entry: SavedSearch) -> Change[SavedSearch]:
    return lambda present: present or entry


def import_log(source: MarkLog, target: MarkLog) -> int:
    """Append the marks of ids that the target lacks or has an earlier mark of; returns their number."""
    marks, known = source.marks, target.marks
    at = np.searchsorted(known.ids, marks.ids)
    found = at < len(known.ids)
    found[found] = known.ids[at[found]] == marks.ids[found]
    later = ~found
    later[found] = known.times[at[found]] < marks.times[found]
    rows = zip(*(column[later].tolist() for column in marks), strict=True)
    added = [Mark(*row) for row in rows]
    target.append(added)
    return len(added)
