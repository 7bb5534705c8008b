"""Mail messages of several threads, for tests."""

from __future__ import annotations

from pathlib import Path

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


def write_messages(folder: Path) -> Path:
    """Write the messages, and a note that is none, into a folder; returns it."""
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
    return folder
