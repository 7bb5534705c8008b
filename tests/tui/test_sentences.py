"""The English text of errors and findings of `index` and `corpus`."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from corpus.model.errors import PressroomError, YamlError, YamlFault
from index.model.correction_fault import CorrectionFailure, CorrectionTrouble, EntryFault, EntryProblem
from index.model.errors import CorrectionError, DocumentNotFound, EntityFault, EntityNotFound, LibraryError
from index.model.finding import Check, Finding, Observation
from index.model.query import Kind
from tui.config.yaml_faults import yaml_fault_text
from tui.text.corrections import problem_text, trouble_text
from tui.text.findings import finding_text
from tui.text.sentences import sentence_of

PATH = Path("/corrections.yaml")
INVALID = EntryProblem(EntryFault.NO_SHOWN_NAME, 3)
UNKNOWN = EntityNotFound(EntityFault.UNKNOWN_PERSON, "Hafez Assat", likely=("Hafez Assad", "{name}"))
SENTENCES = [
    (DocumentNotFound("x"), "There is no document “x”."),
    (DocumentNotFound("{x}", 2), "“{x}” matches 2 documents."),
    (UNKNOWN, "There is no person “Hafez Assat” in the library. Did you mean “Hafez Assad” or “{name}”?"),
    (EntityNotFound(EntityFault.NO_DOCUMENT, "FR", Kind.COUNTRY),
     "No document mentions the country “FR”; a correction may hide it."),
    (CorrectionError(CorrectionFailure.UNKNOWN_ENTITY, cause=UNKNOWN), sentence_of(UNKNOWN)),
    (CorrectionError(CorrectionFailure.INVALID, problem=INVALID),
     "Not a valid correction: rename needs “as:” with the name to show."),
    (CorrectionError(CorrectionFailure.FILE_INVALID, PATH, problem=INVALID),
     "/corrections.yaml, line 3: rename needs “as:” with the name to show. Fix it first; nothing was changed."),
    (CorrectionError(CorrectionFailure.UNWRITABLE, PATH, "read-only file system"),
     "/corrections.yaml cannot be written: read-only file system."),
]  # fmt: skip


@pytest.mark.parametrize(("error", "said"), SENTENCES)
def test_an_error_is_one_sentence(error: PressroomError, said: str) -> None:
    """The same after pickling; braces in names are not placeholders."""
    assert sentence_of(error) == said
    assert sentence_of(pickle.loads(pickle.dumps(error))) == said


@pytest.mark.parametrize("fault", EntityFault)
def test_every_reason_for_a_missing_entity_has_a_text(fault: EntityFault) -> None:
    """All placeholders are filled in."""
    assert "{" not in sentence_of(EntityNotFound(fault, "Jordan"))


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

    assert trouble_text(CorrectionTrouble(PATH, problem, 2)) == (
        "A correction is not applied: /corrections.yaml, line 2: “hide:” is given twice. 2 more are invalid."
    )
    assert trouble_text(CorrectionTrouble(PATH, EntryProblem(EntryFault.NOT_A_LIST), unusable=True)) == (
        "No correction is applied: /corrections.yaml: it must be a list, each entry beginning with “- ”."
    )


@pytest.mark.parametrize("observation", Observation)
def test_every_observation_of_the_doctor_has_a_text(observation: Observation) -> None:
    """With all values of the finding."""
    error = {Observation.ERROR: LibraryError("It is damaged."), Observation.FILE_INVALID: YamlError(YamlFault.TAG, 2)}
    said = finding_text(
        Finding(Check.LIBRARY, observation, path=PATH, names=("a", "b"), count=3, error=error.get(observation))
    )

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
