"""People and countries of a library: resolution, corrections, entity pages, and agreement of all counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.files.sealed import seal, unseal
from corpus.model.errors import YamlFault
from index.library import Library
from index.model.correction_fault import EntryFault, EntryProblem
from index.model.errors import CorrectionError, EntityFault, EntityNotFound
from index.model.query import Filter, Query
from index.model.same_person import NameLikeness, SamePersonEvidence, SharedContext
from tests.index.corrections import C, P, hide, merge, people, rename, split
from tests.index.stories import Shelf, named, write_six_stories


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty library of stories."""
    return Shelf(tmp_path)


@pytest.fixture
def library(shelf: Shelf) -> Library:
    """Six stories."""
    return write_six_stories(shelf)


def test_a_surname_is_resolved_by_its_document(library: Library) -> None:
    """By role and date; counts, filters, queries and hits agree."""
    assert people(library)["George Bush"] == 2
    assert "Bush" not in people(library)
    assert library.search(Query('person:"George Bush"')).total == 2
    assert [hit.people for hit in library.search(Query("Jordan")).hits] == [("George Bush", "Jordan")]


def test_a_merge_takes_effect_at_once_and_after_opening_again(library: Library, shelf: Shelf) -> None:
    """Without reindexing, under the chosen name."""
    library.correct(merge("Hafez Assad", "Hafez Asad", shown="Hafez al-Assad"))

    for opened in (library, shelf.open()):
        assert people(opened)["Hafez al-Assad"] == 3
        assert "Hafez Asad" not in people(opened)
        assert opened.search(Query("person:asad")).total == 3
        assert opened.search(Query('person:"hafez al-assad"')).total == 3
        assert opened.search(Query("1.txt OR met").toggled(Filter(P, "hafez asad"))).total == 3


def test_corrections_survive_a_rebuild_of_the_library(library: Library, shelf: Shelf) -> None:
    """They are stored outside the library."""
    library.correct(rename("George Shultz", "Secretary Shultz"))
    library.close()
    for file in (shelf.directory / "segments").iterdir():
        file.unlink()
    shelf.write(named("George Shultz"))

    assert people(shelf.open()) == {"Secretary Shultz": 1}


def test_a_split_separates_a_person(library: Library) -> None:
    """The bare surname becomes a person of its own, even in documents whose context says otherwise."""
    library.correct(split("Hafez Asad", "Asad"))
    library.correct(split("Bush", "George Bush"))

    assert people(library) | {"Asad": 1, "Hafez Asad": 1, "Bush": 1, "George Bush": 1} == people(library)


def test_a_name_between_split_people_is_decided_by_its_document(shelf: Shelf) -> None:
    """As if the two had been different people from the start."""
    shelf.write(
        named("John Q. Adams", date="1825-03-04", role="President"),
        named("John Adams", date="1825-03-01", role="President"),
        named("John Adams", date="1825-03-09", role="Senator"),
        named("Adams", date="1825-03-02", role="Senator"),
        named("Adams"),
    )
    library = shelf.open()
    assert people(library) == {"John Adams": 5}

    library.correct(split("John Q. Adams", "John Adams"))
    assert people(library) == {"John Adams": 3, "John Q. Adams": 1, "Adams": 1}


def test_a_surname_is_assigned_to_the_only_candidate_left(shelf: Shelf) -> None:
    """After a misspelling was merged or a wrong entry hidden, and not before."""
    shelf.write(named("Mikhail Gorbachev"), named("Mikhael Gorbachev"), named("Gorbachev"), named("Raisa Gorbachev"))
    library = shelf.open()
    assert people(library)["Gorbachev"] == 1

    library.correct(merge("Mikhail Gorbachev", "Mikhael Gorbachev"))
    assert people(library)["Gorbachev"] == 1
    library.correct(hide("Raisa Gorbachev"))
    assert people(library) == {"Mikhail Gorbachev": 3}
    library.correct(split("Gorbachev", "Mikhail Gorbachev"))
    assert people(library) == {"Mikhail Gorbachev": 2, "Gorbachev": 1}


def test_hiding(library: Library) -> None:
    """Everywhere, or in one document: not counted, found or shown."""
    library.correct(hide("Jordan"))
    library.correct(hide("GE", "4.txt", C))
    library.correct(hide("United States", "5.txt", C))

    assert "Jordan" not in people(library)
    assert library.search(Query("person:jordan")).total == 0
    assert library.search(Query("", (Filter(P, "jordan"),))).total == 0
    assert {facet.key: facet.documents for facet in library.search(Query()).countries} == {"SY": 3, "US": 3}
    assert library.search(Query("country:georgia")).total == 0
    assert all("Jordan" not in hit.people and "GE" not in hit.countries for hit in library.search(Query()).hits)
    with pytest.raises(EntityNotFound) as caught:
        library.find(P, "Jordan")
    assert (caught.value.fault, caught.value.name) == (EntityFault.HIDDEN, "Jordan")


def test_a_country_under_another_name(library: Library) -> None:
    """By name or code."""
    library.correct(rename("Syria", "Syrian Arab Republic", C))

    labels = {facet.key: facet.label for facet in library.search(Query()).countries}
    assert labels["SY"] == "Syrian Arab Republic"
    assert library.corrections() == (rename("SY", "Syrian Arab Republic", C),)


def test_the_later_of_two_that_contradict_each_other_holds(library: Library) -> None:
    """Merge then split is a split; split then merge is a merge."""
    library.correct(merge("Hafez Assad", "Hafez Asad"))
    library.correct(split("Hafez Assad", "Hafez Asad"))
    assert {"Hafez Assad", "Hafez Asad"} <= people(library).keys()

    library.correct(merge("Hafez Assad", "Hafez Asad"))
    assert people(library)["Hafez Assad"] == 3


def test_a_shown_name_means_the_person_it_is_shown_for(library: Library) -> None:
    """Even if another person had that name in documents that no longer show it."""
    library.correct(rename("George Shultz", "Neil Bush"))
    library.correct(rename("Neil Bush", "N. Bush"))
    library.correct(hide("George Shultz"))
    assert library.corrections()[0].names == ("George Shultz",)

    library.correct(rename("Jordan", "The King"))
    library.correct(hide("The King"))
    assert library.corrections()[-1] == hide("Jordan")
    assert not {"Jordan", "The King"} & people(library).keys()


def test_undo_withdraws_the_corrections_of_this_object(library: Library) -> None:
    """In reverse order, and no further."""
    before = people(library)
    library.correct(merge("Hafez Assad", "Hafez Asad"))
    library.correct(hide("Jordan"))

    assert library.undo() == hide("Jordan")
    assert library.undo() == merge("Hafez Assad", "Hafez Asad")
    assert library.undo() is None
    assert people(library) == before


def test_a_correction_of_an_unknown_name_is_rejected_with_similar_names(library: Library) -> None:
    """Nothing is written."""
    with pytest.raises(CorrectionError) as unknown:
        library.correct(hide("Hafez Assat"))
    assert unknown.value.cause
    assert (unknown.value.cause.name, unknown.value.cause.likely[0]) == ("Hafez Assat", "Hafez Assad")
    with pytest.raises(CorrectionError, match="UNKNOWN_DOCUMENT"):
        library.correct(hide("Jordan", "nowhere.txt"))
    with pytest.raises(CorrectionError) as invalid:
        library.correct(merge("Jordan"))
    assert invalid.value.problem == EntryProblem(EntryFault.TOO_FEW_NAMES, action="merge")
    assert library.corrections() == ()


def test_another_process_changes_the_file(library: Library, shelf: Shelf) -> None:
    """`refresh` notices the change."""
    other = shelf.open()
    other.correct(merge("Hafez Assad", "Hafez Asad"))

    assert "Hafez Asad" in people(library)
    assert library.refresh()
    assert "Hafez Asad" not in people(library)
    assert not library.refresh()


def test_corrections_of_another_process_apply_even_if_a_correction_fails(library: Library, shelf: Shelf) -> None:
    """The file was reloaded for the correction, so no later reload reports the change."""
    shelf.open().correct(hide("Jordan"))
    with pytest.raises(CorrectionError):
        library.correct(hide("Nobody At All"))

    assert "Jordan" not in people(library)


def test_a_file_that_cannot_be_read_leaves_the_library_open(library: Library, shelf: Shelf) -> None:
    """The message names file and line, the file is not overwritten, and it applies again once it is fixed."""
    library.correct(hide("Jordan"))
    good = shelf.corrections.read_text()
    shelf.corrections.write_text(good + "- hide: [unclosed\n")
    assert library.refresh()

    problems = library.corrections_problems
    assert problems
    assert (problems.path, problems.unusable, problems.problem.yaml) == (shelf.corrections, True, YamlFault.SYNTAX)
    assert "Jordan" in people(library)
    with pytest.raises(CorrectionError, match="FILE_INVALID"):
        library.correct(hide("Neil Bush"))
    assert shelf.corrections.read_text().endswith("[unclosed\n")

    shelf.corrections.write_text(good)
    assert library.refresh()
    assert (library.corrections_problems, "Jordan" in people(library)) == (None, False)


def test_suggestions_are_cached_with_their_evidence(shelf: Shelf, library: Library) -> None:
    """In the cache of the commit; a file with a changed name or other content is ignored."""
    shelf.tidy()
    assert shelf.open().known_suggestions() == library.suggestions() != ()

    (file,) = shelf.directory.glob("likenesses-*")
    good = file.read_bytes()
    key = library.suggestions()[0].left.key.encode()
    file.write_bytes(good.replace(key, key.swapcase()))
    assert shelf.open().known_suggestions() == ()

    file.write_bytes(seal(unseal(good).replace(b'"sound"', b'"smell"')))
    assert shelf.open().known_suggestions() == ()


def test_suggestions_have_reasons_and_are_answered_once(library: Library) -> None:
    """A merge or a split removes the suggestion."""
    (suggestion,) = library.suggestions()
    assert {suggestion.left.label, suggestion.right.label} == {"Hafez Assad", "Hafez Asad"}
    assert suggestion.evidence == SamePersonEvidence(
        NameLikeness.SOUND, ("Asad", "Assad"), SharedContext.ROLE, "President"
    )
    assert suggestion in library.entity(P, "hafez assad").suggestions

    library.correct(split("Hafez Assad", "Hafez Asad"))
    assert library.suggestions() == ()
    library.undo()
    assert library.suggestions() == (suggestion,)
    library.correct(merge("Hafez Assad", "Hafez Asad"))
    assert library.suggestions() == ()


def test_the_page_of_a_person(library: Library) -> None:
    """Name variants, roles, dates, co-occurrences and mentions in context, newest first."""
    page = library.entity(P, library.find(P, "Hafez Asad"))

    assert (page.label, page.documents, page.mentions) == ("Hafez Asad", 2, 2)
    assert [(form.text, form.mentions) for form in page.forms] == [("Asad", 1), ("Hafez Asad", 1)]
    assert [(role.text, role.documents, str(role.first)) for role in page.roles] == [("President", 1, "1987-03-05")]
    assert (str(page.first), str(page.last)) == ("1987-03-05", "1987-04-05")
    assert [(facet.label, facet.documents) for facet in page.countries] == [("Syria", 2), ("United States", 1)]
    assert page.people == ()
    assert [occurrence.path for occurrence in page.occurrences] == ["2.txt", "1.txt"]
    for each in page.occurrences:
        assert library.document(each.doc_id).text[slice(*each.at)] in ("Asad", "Hafez Asad")
        assert [each.snippet.text[slice(*hit)] for hit in each.snippet.hits] == [
            library.document(each.doc_id).text[slice(*each.at)]
        ]


def test_the_page_over_some_results(library: Library) -> None:
    """And with offset and limit."""
    whole = library.entity(C, "SY")
    assert library.entity(C, "SY", Query("date:1987-03")).documents == 2
    assert library.entity(C, "SY", limit=1, offset=1).occurrences == whole.occurrences[1:2]
    assert library.entity(C, "SY", Query("zeppelin")).documents == 0
    with pytest.raises(EntityNotFound):
        library.entity(C, "FR")


def test_documents_with_one_text_are_one(shelf: Shelf) -> None:
    """On an entity page as in the results; hiding in one document hides in its duplicates."""
    story = named("Hafez Assad", "Jordan", date="1987-03-01", countries=["SY"], role="President")
    same = replace(story, numbered=False)
    shelf.write(same, same, named("Hafez Asad", date="1987-03-02", role="President"))
    library = shelf.open()

    assert people(library) == {"Hafez Assad": 1, "Jordan": 1, "Hafez Asad": 1}
    page = library.entity(P, "hafez assad")
    assert (page.documents, page.mentions, len(page.occurrences)) == (1, 1, 1)
    assert [each.left.documents for each in library.suggestions()] == [1]
    assert library.entity(C, "SY").documents == 1

    library.correct(hide("Jordan", "1.txt"))
    assert people(library) == {"Hafez Assad": 1, "Hafez Asad": 1}


def test_corrections_on_a_page(library: Library) -> None:
    """Only those of its person."""
    library.correct(merge("Hafez Assad", "Hafez Asad"))
    library.correct(hide("Jordan"))

    assert library.entity(P, library.find(P, "Asad")).corrections == (merge("Hafez Assad", "Hafez Asad"),)
