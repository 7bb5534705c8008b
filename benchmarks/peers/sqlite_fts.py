"""SQLite's FTS5 with its Porter stemmer; people and countries in tables of their own, as one does it there."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.peer import TITLE_BOOST, TOP, Answer, NotInstalled, Record
from benchmarks.questions import Either, Every, Node, Phrase, Prefix, Question, Without, Word

_SCHEMA = """
CREATE VIRTUAL TABLE story USING fts5(title, body, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TABLE day (number INTEGER PRIMARY KEY, day INTEGER);
CREATE TABLE person (name TEXT, number INTEGER, PRIMARY KEY (name, number)) WITHOUT ROWID;
CREATE TABLE country (code TEXT, number INTEGER, PRIMARY KEY (code, number)) WITHOUT ROWID;
"""


class SqliteFts:
    """One database file."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "stories.sqlite")
        options = {row[0] for row in self._database.execute("PRAGMA compile_options")}
        if "ENABLE_FTS5" not in options:
            raise NotInstalled("this Python's SQLite was built without FTS5")

    def index(self, records: Sequence[Record]) -> None:
        """Insert in one transaction."""
        database = self._database
        database.executescript(_SCHEMA)
        numbered = list(enumerate(records, 1))
        with database:
            database.executemany(
                "INSERT INTO story (rowid, title, body) VALUES (?, ?, ?)",
                ((number, record.title, record.body) for number, record in numbered),
            )
            database.executemany(
                "INSERT INTO day VALUES (?, ?)",
                ((number, record.date.toordinal() if record.date else 0) for number, record in numbered),
            )
            for table, field in (("person", "people"), ("country", "countries")):
                database.executemany(
                    f"INSERT OR IGNORE INTO {table} VALUES (?, ?)",
                    ((value, number) for number, record in numbered for value in getattr(record, field)),
                )
            database.execute("CREATE INDEX by_day ON day (day)")
            database.execute("INSERT INTO story (story) VALUES ('optimize')")

    def open(self) -> None:
        """Nothing: the database is open."""

    def can(self, question: Question) -> bool:
        """Everything."""
        return True

    def ask(self, question: Question) -> Answer:
        """Count, then rank: SQLite has no cheaper way to have both."""
        where: list[str] = []
        values: list[object] = []
        # With text, the plus keeps SQLite from running MATCH again for every row of the list.
        row = "+story.rowid" if question.text else "story.rowid"
        if question.text:
            where.append("story MATCH ?")
            values.append(_match(question.text))
        if question.days:
            where.append(f"{row} IN (SELECT number FROM day WHERE day BETWEEN ? AND ?)")
            values += [day.toordinal() for day in question.days]
        for name in question.people:
            where.append(f"{row} IN (SELECT number FROM person WHERE name = ?)")
            values.append(name)
        for code in question.countries:
            where.append(f"{row} IN (SELECT number FROM country WHERE code = ?)")
            values.append(code)
        condition = f"WHERE {' AND '.join(where)}" if where else ""
        total = self._database.execute(f"SELECT count(*) FROM story {condition}", values).fetchone()[0]
        if question.text:
            order, join = f"bm25(story, {TITLE_BOOST}, 1.0)", ""
        else:
            order, join = "day.day DESC", "JOIN day ON day.number = story.rowid"
        rows = self._database.execute(
            f"SELECT story.title FROM story {join} {condition} ORDER BY {order} LIMIT {TOP}", values
        )
        return Answer(total, tuple(title for (title,) in rows))


def _match(node: Node) -> str:
    """The question in FTS5's language."""
    match node:
        case Word(text):
            return f'"{text}"'
        case Prefix(text):
            return f'"{text}"*'
        case Phrase(words):
            return f'"{" ".join(words)}"'
        case Every(parts):
            return f"({' AND '.join(map(_match, parts))})"
        case Either(parts):
            return f"({' OR '.join(map(_match, parts))})"
        case Without(part, unwanted):
            return f"({_match(part)} NOT {_match(unwanted)})"
