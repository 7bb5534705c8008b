"""The English text of errors and findings of `index` and `corpus`."""

from __future__ import annotations

import ast
import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from corpus.extraction.countries.evidence import CountryEvidence, EvidenceKind
from corpus.model.errors import (
    ExtractorError,
    ExtractorFault,
    FolderError,
    FolderFault,
    NotRegularFile,
    OcrUnavailable,
    PressroomError,
    TooLargeFile,
    UnreadableFile,
    Unwatchable,
    YamlError,
    YamlFault,
)
from corpus.model.reason import Reason
from corpus.model.remedy import Remedy
from index.model.correction_fault import CorrectionFailure, EntryFault, EntryProblem, FileProblems
from index.model.errors import (
    CorrectionError,
    DirectoryError,
    DocumentNotFound,
    EntityFault,
    EntityNotFound,
    LibraryDamaged,
    LibraryLocked,
    LibraryMissing,
    LibraryOutdated,
    LibraryUnreadable,
    LibraryUnsafe,
    QueryError,
    StorageError,
    UpdateCrashed,
    UserDataError,
)
from index.model.finding import Check, Finding, Observation
from index.model.library_fault import AccessFault, Damage, DamageKind, DirectoryFault, StorageFault
from index.model.query import Kind
from index.model.query_fault import QueryFault
from index.model.server import ServerError, ServerFault
from index.model.user_data_fault import UserDataFailure
from tui.config.yaml_faults import yaml_fault_text
from tui.text.corrections import file_problems_text, problem_text
from tui.text.country_evidence import country_evidence_text
from tui.text.findings import finding_text
from tui.text.sentences import sentence_of

PATH = Path("/corrections.yaml")
FOLDER = Path("/{a}")
INVALID = EntryProblem(EntryFault.NO_SHOWN_NAME, 3)
UNKNOWN = EntityNotFound(EntityFault.UNKNOWN_PERSON, "Hafez Assat", likely=("Hafez Assad", "{name}"))
SENTENCES = [
    (DocumentNotFound("x"), "There is no document “x”."),
    (DocumentNotFound("{x}", 2), "“{x}” matches 2 documents."),
    (UNKNOWN, "There is no person “Hafez Assat” in the library. Did you mean “Hafez Assad” or “{name}”?"),
    (EntityNotFound(EntityFault.NO_DOCUMENT, "FR", Kind.COUNTRY),
     "No document mentions the country “FR”; a correction may hide it."),
    (ServerError(ServerFault.INSECURE, "http://{a}:9200"),
     "A password is sent only to an address that begins with https://, and http://{a}:9200 does not."),
    (CorrectionError(CorrectionFailure.UNKNOWN_ENTITY, cause=UNKNOWN), sentence_of(UNKNOWN)),
    (CorrectionError(CorrectionFailure.INVALID, problem=INVALID),
     "Not a valid correction: rename needs “as:” with the name to show."),
    (CorrectionError(CorrectionFailure.FILE_INVALID, PATH, problem=INVALID),
     "/corrections.yaml, line 3: rename needs “as:” with the name to show. Fix it first; nothing was changed."),
    (CorrectionError(CorrectionFailure.UNWRITABLE, PATH, "read-only file system"),
     "/corrections.yaml cannot be written: read-only file system."),
    (LibraryMissing(FOLDER, PATH), "There is no library of /{a} yet."),
    (LibraryMissing(FOLDER, PATH, is_being_built=True),
     "The library of /{a} is being built; nothing can be searched yet."),
    (DirectoryError(DirectoryFault.OTHER_LIBRARY, PATH, Remedy.OTHER_DIRECTORY, "/b", FOLDER),
     "/corrections.yaml is the library of /b, not of /{a}."),
    (LibraryUnsafe(AccessFault.LINK, FOLDER), "/{a} is a link; a library is opened only by its real path."),
    (LibraryLocked(), "Another Pressroom is writing to this library; try again when it has finished."),
    (LibraryDamaged(FOLDER, Damage(DamageKind.FILE_CHANGED, "/{a}/x.arrays")),
     "The library in /{a} is damaged (/{a}/x.arrays has changed)."),
    (LibraryOutdated(FOLDER), "The library in /{a} was made by another version of Pressroom, or never finished."),
    (StorageError(FOLDER, StorageFault.OTHER, "input/output error"),
     "The library in /{a} cannot be written: input/output error. What was saved before is kept."),
    (LibraryUnreadable(FOLDER, StorageFault.OTHER, "input/output error"),
     "The library in /{a} cannot be read: input/output error. It was left as it is."),
    (UpdateCrashed(), "The update ended unexpectedly; what was saved is kept. Try again."),
    (FolderError(FolderFault.NOT_A_FOLDER, FOLDER / "b"),
     "/{a}/b is a file; Pressroom opens folders. Try the folder that contains it: /{a}"),
    (FolderError(FolderFault.EMPTIED, FOLDER, count=1200, directory=PATH),
     "/{a} holds no documents now, but 1\u202f200 of them are in the library; is a disk not mounted? "
     "Nothing was removed."),
    (Unwatchable(FOLDER, "too many"), "Changes in /{a} cannot be watched (too many)."),
    (ExtractorError(ExtractorFault.NO_PIPELINE, "{en}"), "spaCy has no pipeline “{en}” here."),
    (OcrUnavailable(), "OCR needs Tesseract, which is not installed."),
    (UnreadableFile(Reason.EMPTY), "A file is empty."),
    (NotRegularFile(), "It is not a regular file."),
    (TooLargeFile(), "The file is too large."),
    (YamlError(YamlFault.TAG, 2), "tags (!) are not allowed."),
    (QueryError(QueryFault.UNKNOWN_TAG, "x"), "No document has the tag “x”."),
    (UserDataError(UserDataFailure.EXISTS, PATH), "/corrections.yaml exists already."),
]  # fmt: skip
FAMILIES: list[tuple[type[Enum], Callable[[Any], PressroomError]]] = [
    (EntityFault, lambda fault: EntityNotFound(fault, "Jordan")),
    (DirectoryFault, lambda fault: DirectoryError(fault, PATH)),
    (AccessFault, lambda fault: LibraryUnsafe(fault, PATH)),
    (StorageFault, lambda fault: StorageError(PATH, fault, "detail")),
    (StorageFault, lambda fault: LibraryUnreadable(PATH, fault, "detail")),
    (DamageKind, lambda fault: LibraryDamaged(PATH, Damage(fault, "file", "detail"))),
    (FolderFault, lambda fault: FolderError(fault, PATH, "detail")),
    (ExtractorFault, lambda fault: ExtractorError(fault, "name")),
]
"""Each enum of faults, with an error that has one of them."""


@pytest.mark.parametrize(("error", "said"), SENTENCES)
def test_an_error_is_one_sentence(error: PressroomError, said: str) -> None:
    """The same after pickling; braces in names are not placeholders."""
    assert sentence_of(error) == said
    assert sentence_of(pickle.loads(pickle.dumps(error))) == said


@pytest.mark.parametrize(("faults", "error_with"), FAMILIES)
def test_every_fault_of_an_error_has_a_text(faults: type[Enum], error_with: Callable[[Any], PressroomError]) -> None:
    """All placeholders are filled in."""
    for fault in faults:
        assert "{" not in sentence_of(error_with(fault))


def test_every_error_of_the_lower_packages_has_a_text() -> None:
    """Otherwise a user would see the name of a class."""
    shown = {type(error) for error, _ in SENTENCES}

    assert {error.__name__ for error in _family(PressroomError)} - {error.__name__ for error in shown} == (
        {"CorpusError", "LibraryError", "RebuildNeeded"}  # only their subclasses are raised
        | {"QueryTooLarge"}  # see the tests of query limits
        | {"CommandError"}  # of `tui`, with its own sentence
    )


def _family(kind: type[PressroomError]) -> Iterator[type[PressroomError]]:
    """Yield the subclasses of an error, at any depth, that are ours and not of a test."""
    for below in kind.__subclasses__():
        if below.__module__.startswith(("corpus.", "index.", "tui.text.")):
            yield below
        yield from _family(below)


@pytest.mark.parametrize("package", ["corpus", "index"])
def test_no_lower_package_raises_a_sentence(package: str) -> None:
    """Its errors for users have fields, which `tui` words: a string with a space is the start of a sentence."""
    names = {error.__name__ for error in _family(PressroomError)}
    root = Path(str(import_module(package).__file__)).parent
    found = [
        f"{path.relative_to(root)}:{node.lineno}"
        for path in sorted(root.rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in names
        for node in ast.walk(call)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value
    ]

    assert found == []


@pytest.mark.parametrize("failure", CorrectionFailure)
def test_every_failure_of_a_correction_has_a_text(failure: CorrectionFailure) -> None:
    """With all values of the error."""
    cause = UNKNOWN if failure is CorrectionFailure.UNKNOWN_ENTITY else None
    problem = INVALID if failure in (CorrectionFailure.INVALID, CorrectionFailure.FILE_INVALID) else None
    said = sentence_of(CorrectionError(failure, PATH, "x", problem, cause))

    assert said.endswith((".", "?"))
    assert cause or "{" not in said


@pytest.mark.parametrize("fault", EntryFault)
def test_every_fault_of_an_entry_has_a_text(fault: EntryFault) -> None:
    """One short printable phrase, for any file."""
    yaml = YamlFault.SYNTAX if fault is EntryFault.YAML else None
    said = problem_text(EntryProblem(fault, 2, "\x1b[31m" * 1_000, "hide country", ("hide", "merge"), yaml))

    assert said.isprintable()
    assert len(said) <= 201
    assert "{" not in said


@pytest.mark.parametrize("fault", YamlFault)
def test_every_fault_of_a_yaml_file_has_a_text(fault: YamlFault) -> None:
    """With the detail of the system or parser."""
    error = YamlError(fault, 3, "", 1 << 20)
    said = yaml_fault_text(error.fault, error.detail, error.number)

    assert said
    assert (said == "too large: the limit is 1 MB") is (fault is YamlFault.TOO_LARGE)


def test_problems_of_a_corrections_file_are_one_sentence() -> None:
    """One entry, several, or all."""
    problem = EntryProblem(EntryFault.REPEATED_KEY, 2, "hide")

    assert file_problems_text(FileProblems(PATH, problem, 2)) == (
        "A correction is not applied: /corrections.yaml, line 2: “hide:” is given twice. "
        "2 more are invalid; `pressroom doctor` lists them."
    )
    assert file_problems_text(FileProblems(PATH, EntryProblem(EntryFault.NOT_A_LIST), unusable=True)) == (
        "No correction is applied: /corrections.yaml: it must be a list, each entry beginning with “- ”."
    )


@pytest.mark.parametrize("observation", Observation)
def test_every_observation_of_the_doctor_has_a_text(observation: Observation) -> None:
    """With all values of the finding."""
    error = {Observation.ERROR: LibraryOutdated(PATH), Observation.FILE_INVALID: YamlError(YamlFault.TAG, 2)}
    problem = EntryProblem(EntryFault.NOT_YES_OR_NO, 2, "a") if observation is Observation.ENTRY_INVALID else None
    finding = Finding(Check.LIBRARY, observation, path=PATH, names=("a", "b"), count=3, error=error.get(observation))
    said = finding_text(replace(finding, problem=problem))

    assert said.endswith(".")
    assert "{" not in said


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("{a}",), "{a} is in the index but not in the list of files."),
        (("a", "b", "c"), "a, b, c are in the index but not in the list of files."),
        (tuple("abcde"), "5 files (a, b, c …) are in the index but not in the list of files."),
    ],
)
def test_at_most_three_files_are_named(names: tuple[str, ...], said: str) -> None:
    """The others are counted."""
    assert finding_text(Finding(Check.MANIFEST, Observation.UNLISTED_FILES, True, names=names)) == said


@pytest.mark.parametrize("kind", EvidenceKind)
def test_every_kind_of_evidence_about_a_country_has_a_text(kind: EvidenceKind) -> None:
    """Braces in a detail are not placeholders."""
    said = country_evidence_text(CountryEvidence(kind, "{0}"))

    assert "{" not in said.replace("{0}", "")
