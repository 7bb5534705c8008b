"""Context features: those that the tokens around a name and the rest of the text give it.

A feature is identified by its name in explanations; `people_weights.yaml` has its weight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.extraction.people import token_class
from corpus.extraction.people.roles import has_office_before
from corpus.tokens.flags import (
    AMBIGUOUS_NAME,
    CALENDAR_WORD,
    CAPITALIZED,
    DIGITS,
    FUNCTION_WORD,
    GIVEN_NAME,
    HONORIFIC,
    OCCUPATION,
    OFFICE,
    PERSONAL_NOUN,
    PLACE,
    RANK,
    ROLE,
    SPEECH_VERB,
    TITLE_WORD,
    UPPERCASE,
)
from corpus.tokens.tokenized_text import BLANK, TITLE_CASE_LINE, gap_kind, is_white_space

if TYPE_CHECKING:
    from corpus.extraction.people.candidates import Occurrence
    from corpus.extraction.people.form import NameForm
    from corpus.tokens.tokenized_text import TokenizedText

_ROLE_FEATURES = (
    (HONORIFIC, "honorific_before"),
    (RANK | CAPITALIZED, "rank_before"),
    (OFFICE, "office_before"),
    (OCCUPATION, "occupation_before"),
)
_CLASSES_IN_TITLES = frozenset({token_class.TITLE_WORD, token_class.ORDINARY, token_class.PLACE, token_class.ACRONYM})
_CAPITALIZED_CLASSES = frozenset({token_class.ORDINARY, token_class.ORGANISATION, token_class.ACRONYM})
_WORDS_WITH_FEATURE = frozenset({"the", "a", "by", "dear"})
_QUOTATION_MARKS = ('"', "“", "”", "„", "«", "»", "‘", "'")
_WORDS_IN_BRACKETS = frozenset({"born", "d", "r", "b", "died"})
_GIVEN_NAME_OR_UNCERTAIN = GIVEN_NAME | AMBIGUOUS_NAME | PLACE
_PRONOUN_REACH = 14
"""Tokens from the last of a name among which a pronoun counts."""
_APPOSITION_REACH = 6
"""Tokens after a comma among which an office counts."""


def context_features(tokens: TokenizedText, occurrence: Occurrence) -> set[str]:
    """The features of what is before, after and around one occurrence."""
    found: set[str] = set()
    _add_features_before(tokens, occurrence, found)
    _add_features_after(tokens, occurrence, found)
    _add_features_around(tokens, occurrence, found)
    return found


def _add_features_around(tokens: TokenizedText, occurrence: Occurrence, found: set[str]) -> None:
    """Add the features of a pronoun soon after, a line of its own, and a given name joined by "and"."""
    first, last = occurrence.first, occurrence.last
    if not tokens.lexicon.lists["pronouns"].isdisjoint(tokens.words[last + 1 : last + _PRONOUN_REACH]):
        found.add("pronoun_after")
    if "\n" in tokens.gap_before(first) and "\n" in tokens.gap_before(last + 1):
        found.add("own_line")
    if first == last and _is_beside_given_name(tokens, first):
        found.add("beside_given_name")


def _is_beside_given_name(tokens: TokenizedText, index: int) -> bool:
    """Whether "and" joins the word to a known given name: Emeka and Chidi."""
    for step in (1, -1):
        flag = tokens.flags_at(index + 2 * step)
        if flag & _GIVEN_NAME_OR_UNCERTAIN == GIVEN_NAME and tokens.lower(index + step) == "and":
            return bool(flag & CAPITALIZED)
    return False


def _add_features_before(tokens: TokenizedText, occurrence: Occurrence, found: set[str]) -> None:
    """Add the features of the token and the gap before the name."""
    first, last = occurrence.first, occurrence.last
    index, gap = first - 1, tokens.gap_before(first)
    flag = tokens.flags[index] if first else 0
    if occurrence.class_before or is_white_space(gap):
        found |= _features_of_adjacent(tokens, occurrence, flag)
    elif gap.startswith(",") and not flag & (FUNCTION_WORD | CALENDAR_WORD):
        if flag & ROLE or has_office_before(tokens, first, past_comma=True):
            found.add("office_and_comma_before")
    elif tokens.words[index : index + 1] == ["s"] and tokens.flags_at(index - 1) & PLACE:
        found.add("place_possessive_before")
    if tokens.starts_sentence(first):
        found.add("sentence_start")
    if gap == " ":
        return
    if "&" in gap or "/" in gap:
        found.add("joined_by_sign")
    is_quoted = gap.rstrip(" ")[-1:] in _QUOTATION_MARKS and tokens.gap_before(last + 1)[:1] in _QUOTATION_MARKS
    if is_quoted and not tokens.is_possessive(last):
        found.add("quoted")


def _features_of_adjacent(tokens: TokenizedText, occurrence: Occurrence, flag: int) -> set[str]:
    """The features of a token before the name with nothing but white space between; `flag` are its flags."""
    before, word = occurrence.class_before, tokens.lower(occurrence.first - 1)
    found = {name for wanted, name in _ROLE_FEATURES if flag & wanted == wanted} if flag & ROLE else set()
    if not found and word == "state" and _is_office_of_state(tokens, occurrence.first - 1):
        found.add("office_before")
    if not found and flag & UPPERCASE and word in tokens.lexicon.lists["office_acronyms"]:
        found.add("office_before")
    if not found and before is token_class.TITLE:
        found.add("honorific_before")
    may_be_in_title = before in _CLASSES_IN_TITLES or flag & PLACE
    if not found and may_be_in_title and has_office_before(tokens, occurrence.first):
        found.add("qualified_office_before")
    lists = tokens.lexicon.lists
    if word == "the" and tokens.lower(tokens.next_index(occurrence.last)) in lists["entourage_nouns"]:
        found.add("entourage_noun_after")
    elif word in _WORDS_WITH_FEATURE:
        found.add(f"{word}_before")
    elif word in lists["place_prepositions"]:
        found.add("place_preposition_before")
    elif flag & SPEECH_VERB and not flag & CAPITALIZED:
        found.add("speech_verb_before")
    if before is token_class.PLACE:
        found.add("place_before")
    elif before in _CAPITALIZED_CLASSES:
        found.add("capitalized_word_before")
    return found


def _is_office_of_state(tokens: TokenizedText, index: int) -> bool:
    """Whether the token ends an office such as Secretary of State."""
    return tokens.lower(index - 1) == "of" and bool(tokens.flags_at(index - 2) & OFFICE)


def _add_features_after(tokens: TokenizedText, occurrence: Occurrence, found: set[str]) -> None:
    """Add the features of the token and the gap after the name."""
    after = tokens.next_index(occurrence.last)
    flag, gap = tokens.flags_at(after), tokens.gap_before(after)
    if after > occurrence.last + 1:
        if flag & PERSONAL_NOUN and gap_kind(gap) is BLANK:
            found.add("personal_noun_after_possessive")
        return
    if is_white_space(gap):
        found |= _features_of_following(tokens, after, flag)
    elif gap.startswith(","):
        found |= _features_of_apposition(tokens, after)
    elif gap.strip().startswith("("):
        if flag & DIGITS or tokens.lower(after) in _WORDS_IN_BRACKETS:
            found.add("years_in_brackets_after")
        elif flag & UPPERCASE and _is_acronym_of(tokens, occurrence, tokens.words[after]):
            found.add("acronym_in_brackets_after")
    if gap != " " and ("&" in gap or "/" in gap):
        found.add("joined_by_sign")


def _is_acronym_of(tokens: TokenizedText, occurrence: Occurrence, acronym: str) -> bool:
    """Whether the capitals can be those of the words: Ansar Dine (AD), but not Allyson Felix (USA)."""
    initials = [tokens.words[index][0] for index in range(occurrence.first, occurrence.last + 1)]
    return len(initials) == 1 or set(initials) <= set(acronym)


def _features_of_following(tokens: TokenizedText, after: int, flag: int) -> set[str]:
    """The features of the token `after` the name with nothing but white space between; `flag` are its flags."""
    word = tokens.lower(after)
    if word == "who":
        return {"who_after"}
    verb = tokens.flags_at(after + 1) if word in tokens.lexicon.lists["before_verbs"] else flag
    found = {"speech_verb_after"} if verb & SPEECH_VERB and not verb & CAPITALIZED else set()
    if flag & DIGITS:
        found.add("number_after")
    return found


def _features_of_apposition(tokens: TokenizedText, after: int) -> set[str]:
    """The features of what follows the name and a comma: an age, a relative clause, an office, a place."""
    word, flag = tokens.lower(after), tokens.flags_at(after)
    if word in {"who", "whose"}:
        return {"who_after"}
    if len(word) == 2 and word.isdigit() and tokens.gap_before(after + 1).startswith(","):
        return {"age_after"}
    for index in range(after, min(after + _APPOSITION_REACH, len(tokens))):
        ahead, gap = tokens.flags_at(index), tokens.gap_before(index)
        if index > after and not is_white_space(gap) and gap not in "'’":
            break
        if ahead & (OFFICE | OCCUPATION | RANK) and not (ahead & SPEECH_VERB and index == after):
            return {"office_after"}
        if index > after + 3 and not ahead & (TITLE_WORD | PLACE | FUNCTION_WORD | CAPITALIZED):
            break
    return {"place_after_comma"} if flag & PLACE and flag & CAPITALIZED else set()


def text_features(form: NameForm, organisations: set[str], in_lower_case: set[str]) -> set[str]:
    """The features that the rest of the text gives a form.

    Args:
        form: The form.
        organisations: The folded words of organisations' names in the text.
        in_lower_case: The folded single-word forms that the text also uses in lower case.

    """
    found = set()
    key = form.key
    if len(form.allowed) > 1:
        found.add("repeated")
    if len(key) == 1:
        if key[0] in organisations:
            found.add("bare_name:in_organisation_name")
        if key[0] in in_lower_case:
            found.add("bare_name:also_lowercase")
    elif organisations.issuperset(key):
        found.add("in_organisation_name")
    if all(each.line_kind is TITLE_CASE_LINE for each in form.allowed):
        found.add("headline_only")
    return found
