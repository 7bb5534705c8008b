"""Fit the extraction of people, and report cross-validated precision and recall.

    python -m benchmarks.fit_people FOLDER --spans FILE.jsonl[.gz]... --gold GOLD.json TEXTS.jsonl[.gz]
        --labelled FILE.jsonl... --cases FILE.yaml... [--rules --conll FILE...] [--jobs N]

Three files of weights are written to FOLDER: of the rules (with --rules), of the tagger, and of the decision.
Files of spans have `{id, text, spans: [[start, end, type]]}` in each line. CoNLL files have `word tag` lines with PER
tags. GOLD.json has `{id: {"people": [{"name", "aliases"}]}}` for records `{id, title, body}` of TEXTS. Labelled files
have both in one record a line; files of cases are golden tables of the tests.

The rules and the decision are logistic regressions, fitted by Newton's method with a Gaussian prior whose mean is in
people_prior.yaml, so that the prior decides where data is scarce. The tagger is a conditional random field. The
decision is fitted on what taggers say about texts that they have not seen. Cross-validation is by publisher for texts
with spans, and by document for the others.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from benchmarks.labelled_texts import (
    LabelledText,
    mark_people,
    read_cases,
    read_conll,
    read_gold,
    read_labelled,
    read_spans,
)
from benchmarks.logistic import Example, fit, write
from benchmarks.people_folds import (
    FOLDS,
    LabelledSet,
    as_key,
    cross_validate,
    decision_examples,
    fit_taggers,
    overlaps,
    propose_unseen,
    report,
)
from corpus.extraction.people.rules import rule_forms
from corpus.extraction.people.tagging.weights import FILE as TAGGER_FILE
from corpus.extraction.people.tagging.weights import packed
from corpus.tokens.tokenize import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SENTENCES_PER_TEXT = 8
"""Sentences of a CoNLL file that make one text, where the file keeps the order of the sentences."""
BACKGROUND_WEIGHT, LABELLED_WEIGHT, SPANS_WEIGHT = 0.2, 2.0, 1.0
"""Weight of one example from CoNLL files, from documents labelled for this purpose, and from texts with spans."""
LABELLED_COPIES = 2
"""How often the tagger sees a document labelled for this purpose."""
RULE_RIDGE, DECISION_RIDGE = 2.0, 30.0
"""Precisions of the priors."""
SHARE_OF_RULES = 0.4
"""What the prior of a rule's weight counts in the decision, where the tagger has seen the rules, too."""


def rule_examples(texts: Iterable[LabelledText]) -> list[Example]:
    """Every name form of the rules that the labels decide.

    A bare surname of a labelled person is left out, and so is a longer form that shares only some words with one:
    whether they are right depends on coreference or on where the name ends, not on the features.
    """
    found = []
    for each in texts:
        people = {as_key(form) for person in each.people for form in person}
        words_of_full_names = {word for form in people for word in form.split() if len(form.split()) > 1}
        for form in rule_forms(tokenize(each.text)).forms:
            if not form.allowed:
                continue
            normalized = as_key(" ".join(form.key))
            is_person = normalized in people
            if form.is_bare and as_key(form.key[-1]) in words_of_full_names:
                continue
            if not is_person and not form.is_bare and overlaps(normalized, people):
                continue
            found.append(Example(dict.fromkeys(form.features, 1.0), is_person, each.weight, each.part))
    return found


def parse_arguments() -> argparse.Namespace:
    """The arguments of the command line."""
    parser = argparse.ArgumentParser(description="Fit the tagger of names and the weights of the features of people.")
    parser.add_argument("out", type=Path, metavar="FOLDER", help="where the files of weights are written")
    parser.add_argument("--spans", type=Path, nargs="*", default=[])
    parser.add_argument("--conll", type=Path, nargs="*", default=[])
    parser.add_argument("--gold", type=Path, nargs=2, metavar=("GOLD.json", "TEXTS.jsonl"))
    parser.add_argument("--labelled", type=Path, nargs="*", default=[])
    parser.add_argument("--cases", type=Path, nargs="*", default=[])
    parser.add_argument("--errors", action="store_true", help="list the errors of the cross-validation")
    parser.add_argument("--jobs", type=int, default=1, help="processes that fit at the same time")
    parser.add_argument("--rules", action="store_true", help="fit the weights of the rules, too")
    return parser.parse_args()


def read_sets(args: argparse.Namespace) -> dict[str, LabelledSet]:
    """The labelled texts by name of the set."""
    labelled = {"gold": read_gold(args.gold[0], args.gold[1], LABELLED_WEIGHT)} if args.gold else {}
    labelled |= {path.stem: read_labelled(path, LABELLED_WEIGHT) for path in args.labelled}
    labelled |= {path.stem: read_cases(path, LABELLED_WEIGHT) for path in args.cases}
    sets = {}
    for name, texts in labelled.items():
        for index, each in enumerate(texts):
            each.part = index % FOLDS
        sets[name] = LabelledSet(texts, [mark_people(each, LABELLED_COPIES) for each in texts])
    for path in args.spans:
        marked = read_spans(path, FOLDS)
        sets[path.name.split(".")[0]] = LabelledSet([each.labelled(SPANS_WEIGHT) for each in marked], marked)
    return sets


def main() -> None:
    """Fit, report and write."""
    args = parse_arguments()
    prior = yaml.safe_load(Path(__file__).with_name("people_prior.yaml").read_text(encoding="utf-8"))
    sets = read_sets(args)
    if args.rules:
        fit_rules(args, sets, prior["rules"])
    taggers = fit_taggers(sets, args.jobs)
    propose_unseen(sets, taggers, args.jobs)
    decision = {name: weight * SHARE_OF_RULES for name, weight in prior["rules"].items()} | prior["decision"]
    for name, counts in cross_validate(sets, DECISION_RIDGE, decision, args.jobs).items():
        if args.errors:
            print(*counts.errors, sep="\n")
        report(f"{name}, cross-validated", counts)
    data = [one for each in sets.values() for one in decision_examples(each.texts, each.proposals)]
    write(args.out / "people_weights.yaml", fit(data, DECISION_RIDGE, decision))
    (args.out / TAGGER_FILE).write_bytes(packed(taggers[-1]))


def fit_rules(args: argparse.Namespace, sets: Mapping[str, LabelledSet], prior: Mapping[str, float]) -> None:
    """Fit and write the weights of the rules, on the CoNLL files and the labelled documents without spans."""
    background: list[LabelledText] = []
    for path in args.conll:
        # The sentences of the Groningen Meaning Bank do not follow each other.
        size = 1 if "gmb" in path.stem else SENTENCES_PER_TEXT
        background += read_conll(path, size, BACKGROUND_WEIGHT)
    spans = {path.name.split(".")[0] for path in args.spans}
    documents = [text for name, each in sets.items() if name not in spans for text in each.texts]
    data = rule_examples(background) + rule_examples(documents)
    print(f"{len(data)} forms, {sum(each.is_person for each in data)} of them people")
    write(args.out / "people_rule_weights.yaml", fit(data, RULE_RIDGE, prior))


if __name__ == "__main__":
    main()
