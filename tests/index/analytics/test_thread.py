"""Threads of mail messages."""

from __future__ import annotations

from pathlib import Path

from index.library import Library

MESSAGES = {
    # One thread by its ids, although the last message has another subject.
    "a1": ("Budget", "2024-03-01", "<a1@x>", ""),
    "a2": ("Re: Budget", "2024-03-01", "<a2@x>", "<a1@x>"),
    "a3": ("Figures for you", "2024-03-02", "<a3@x>", "<a2@x>"),
    # One by its subject: no message says what it answers.
    "b1": ("Summit plans", "2024-05-01", "<b1@x>", ""),
    "b2": ("AW: Re: summit  plans", "2024-05-03", "<b2@x>", ""),
    # The same subject a year later, and without a reply.
    "c1": ("Re: Summit plans", "2025-05-01", "<c1@x>", ""),
    "d1": ("Budget", "2024-03-05", "<d1@x>", ""),
}


def test_threads_by_ids_and_subjects(tmp_path: Path) -> None:
    """In order of date, answers after what they answer."""
    folder = tmp_path / "mail"
    folder.mkdir()
    for name, (subject, date, message_id, answered) in MESSAGES.items():
        year, month, day = map(int, date.split("-"))
        months = ["Jan", "Feb", "Mar", "Apr", "May"]
        (folder / f"{name}.eml").write_text(
            f"From: Ada <ada@x.org>\nTo: Bob <bob@x.org>\nSubject: {subject}\n"
            f"Date: {day} {months[month - 1]} {year} 10:00:00 +0000\n"
            f"Message-ID: {message_id}\n" + (f"In-Reply-To: {answered}\n" if answered else "") + f"\nText of {name}.\n"
        )
    (folder / "note.txt").write_text("A note\n\nNo message.\n")
    library = Library.open(folder, tmp_path / "library", create=True)
    for _ in library.update():
        pass
    library.refresh()
    found = {
        name: ([library.document(each).path[:2] for each in thread.ids], thread.at)
        for name in MESSAGES
        if (thread := library.analytics.thread(f"{name}.eml"))
    }
    alone = library.analytics.thread("note.txt")

    a, b = ["a1", "a2", "a3"], ["b1", "b2"]
    assert found == {
        "a1": (a, 0),
        "a2": (a, 1),
        "a3": (a, 2),
        "b1": (b, 0),
        "b2": (b, 1),
        "c1": (["c1"], 0),
        "d1": (["d1"], 0),
    }
    assert len(alone.ids) == 1
