"""Cross-validation of the extraction of people: taggers and decisions that have not seen the text they are measured on.

Several processes work at the same time. They are forked, so that they have the texts without a copy.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

from benchmarks.fit_tagger import TaggedExample, fit_tagger, tagger_examples
from benchmarks.labelled_texts import LabelledText, MarkedText, normalize_form
from benchmarks.logistic import Example, fit
from corpus.extraction.people.analysis import Analysis, proposed_forms
from corpus.extraction.people.tagging.tag import Tagger
from corpus.tokens.tokenize import tokenize, tokenize_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from corpus.extraction.people.form import NameForm
    from corpus.extraction.people.tagging.weights import TaggerWeights

FOLDS = 5
"""Parts of the cross-validation."""
_CHUNK = 40
"""Texts that are described or tagged together."""

_Given = TypeVar("_Given")
_Found = TypeVar("_Found")


@dataclass
class LabelledSet:
    """The texts of one source."""

    texts: list[LabelledText]
    marked: list[MarkedText]
    """The same texts with the places of the names."""
    proposals: list[list[NameForm]] = field(default_factory=list)
    """The forms that taggers propose that have not seen the text; filled in by `propose_unseen`."""

    def __post_init__(self) -> None:
        self.proposals = [[] for _ in self.texts]


@dataclass
class Counts:
    """Right, wrong and missed people, and every error as `id, + or -, name`."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, other: Counts) -> None:
        """Add the counts of other documents."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed
        self.errors += other.errors


def as_key(form: str) -> str:
    """A form as name forms have it: their words have no full stops."""
    return " ".join(normalize_form(form).replace(".", " ").split())


def overlaps(form: str, people: set[str]) -> bool:
    """Whether a form shares a word with a labelled one."""
    own = set(form.split())
    return any(own & set(other.split()) for other in people)


def decision_examples(texts: Iterable[LabelledText], proposals: Iterable[list[NameForm]]) -> list[Example]:
    """Every proposed form, with the measures of a tagger that has not seen the text.

    A bare surname of a labelled person is left out, because coreference decides about it.
    """
    found = []
    for each, forms in zip(texts, proposals, strict=True):
        people = {as_key(form) for person in each.people for form in person}
        words_of_full_names = {word for form in people for word in form.split() if len(form.split()) > 1}
        for form in forms:
            normalized = as_key(" ".join(form.key))
            if not form.allowed or (form.is_bare and as_key(form.key[-1]) in words_of_full_names):
                continue
            values = dict.fromkeys(form.features, 1.0) | form.measures
            found.append(Example(values, normalized in people, each.weight, each.part))
    return found


def measure(texts: Iterable[LabelledText], proposals: Iterable[list[NameForm]], weights: Mapping[str, float]) -> Counts:
    """Compare the people that the weights find with the labels; any common form makes a match."""
    counts = Counts()
    for each, forms in zip(texts, proposals, strict=True):
        left = list(each.people)
        for person in Analysis(tokenize(each.text), forms, weights).persons():
            names = {normalize_form(form) for form in (person.name, *person.aliases)}
            match = next((known for known in left if known & names), None)
            if match is None:
                counts.wrong += 1
                counts.errors.append(f"{each.id}\t+\t{person.name}")
            else:
                counts.right += 1
                left.remove(match)
        counts.missed += len(left)
        counts.errors += [f"{each.id}\t-\t{max(person, key=len)}" for person in left]
    return counts


def report(name: str, counts: Counts) -> None:
    """Print a line of precision, recall and F1."""
    right, wrong, missed = counts.right, counts.wrong, counts.missed
    f1 = 2 * right / max(1, 2 * right + wrong + missed)
    print(
        f"{name:<28} precision {right / max(1, right + wrong):.3f}"
        f"  recall {right / max(1, right + missed):.3f}  f1 {f1:.3f}"
        f"  (right {right} wrong {wrong} missed {missed})"
    )


def fit_taggers(sets: Mapping[str, LabelledSet], jobs: int) -> list[TaggerWeights]:
    """The tagger of each part of the cross-validation, fitted on the texts of the other parts; the last one on all."""
    marked = [text for each in sets.values() for text in each.marked]
    chunks = [marked[start : start + _CHUNK] for start in range(0, len(marked), _CHUNK)]

    def describe(chunk: list[MarkedText]) -> list[TaggedExample]:
        return list(tagger_examples(chunk))

    samples = [sample for part in _in_processes(describe, chunks, jobs) for sample in part]

    def fit_without(part: int) -> TaggerWeights:
        return fit_tagger(sample for sample in samples if sample.part != part)

    return _in_processes(fit_without, [*range(FOLDS), FOLDS], jobs)


def propose_unseen(sets: Mapping[str, LabelledSet], taggers: list[TaggerWeights], jobs: int) -> None:
    """Fill in the proposals for each text, of the tagger of its part, which has not seen it."""
    chunks = []
    for name, each in sets.items():
        for part in range(FOLDS):
            here = [index for index, text in enumerate(each.texts) if text.part == part]
            chunks += [(name, part, here[start : start + _CHUNK]) for start in range(0, len(here), _CHUNK)]

    def propose(chunk: tuple[str, int, list[int]]) -> list[list[NameForm]]:
        name, part, indices = chunk
        return proposed_forms(tokenize_all([sets[name].texts[index].text for index in indices]), Tagger(taggers[part]))

    for (name, _, indices), found in zip(chunks, _in_processes(propose, chunks, jobs), strict=True):
        for index, forms in zip(indices, found, strict=True):
            sets[name].proposals[index] = forms


def cross_validate(
    sets: Mapping[str, LabelledSet], ridge: float, prior: Mapping[str, float], jobs: int
) -> dict[str, Counts]:
    """For each set, the counts over its documents with weights that were fitted on the other parts."""
    data = {name: decision_examples(each.texts, each.proposals) for name, each in sets.items()}

    def counts_of(part: int) -> dict[str, Counts]:
        weights = fit([one for each in data.values() for one in each if one.part != part], ridge, prior)
        found = {}
        for name, each in sets.items():
            here = [index for index, text in enumerate(each.texts) if text.part == part]
            texts, forms = [each.texts[index] for index in here], [each.proposals[index] for index in here]
            found[name] = measure(texts, forms, weights)
        return found

    totals = {name: Counts() for name in sets}
    for found in _in_processes(counts_of, list(range(FOLDS)), jobs):
        for name, counts in found.items():
            totals[name].add(counts)
    return totals


_work: list[Callable[..., object]] = []
"""What forked processes do; a function with its data cannot be sent to them."""


def _in_processes(work: Callable[[_Given], _Found], given: list[_Given], jobs: int) -> list[_Found]:
    """The results of a function, in order, found by so many processes."""
    _work.append(work)
    with ProcessPoolExecutor(jobs, get_context("fork")) as pool:
        found = list(pool.map(_do, [len(_work) - 1] * len(given), given))
    _work.pop()
    return found  # type: ignore[return-value]  # it is what `work` returned


def _do(number: int, given: object) -> object:
    return _work[number](given)
