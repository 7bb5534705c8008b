"""Choosing which columns of records hold title, text, date and the rest: judged by their names and their contents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.formats.column_dates import orders_of
from corpus.formats.column_names import PARTIAL, STRONG, WEAK, Role, name_score, normalized
from corpus.formats.column_stats import ColumnStats, column_stats
from corpus.formats.column_values import Record, value_at
from corpus.formats.columns import METADATA_NAMES, Column, Columns
from corpus.model.columns import ColumnChoice, ColumnDateOrder, ColumnMapping
from corpus.model.date_source import DateSource
from corpus.text.dates import DateOrder

_MOST_HTML = 0.3
"""Share of values with HTML elements from which a column is read as HTML."""
_MOST_ENTITIES = 0.1
_LONGEST_TITLE = 400
"""Mean length of a title in characters."""
_ALL_BUT_FEW = 0.9
"""Share of values that are dates, or differ, in a column without a name that is taken for a date or a title."""
_FEWEST_TITLE_WORDS = 1.5
_FIXED_ORDERS = {ColumnDateOrder.DAY_FIRST: DateOrder.DAY_FIRST, ColumnDateOrder.MONTH_FIRST: DateOrder.MONTH_FIRST}


def choose_columns(records: Sequence[Record], mapping: ColumnMapping | None = None) -> Columns:
    """Judge the columns of a file.

    Args:
        records: A sample of its records.
        mapping: What the user says about them.

    """
    stats = column_stats(records)
    roles: dict[Role, tuple[Column, ...]] = {
        role: tuple(_column(each) for each in _ranked(stats, role)) for role in Role if role is not Role.TEXT
    }
    if stats and all(name.isdigit() for each in stats for name in each.path):
        roles |= _without_names(stats)
    texts = _text_columns([each for each in stats if not _is_title(each, roles)], has_title=bool(roles[Role.TITLE]))
    roles[Role.TEXT] = tuple(map(_column, texts))
    taken = {column.path for column in roles[Role.TEXT]}
    titles = [each for each in roles[Role.TITLE] if each.path not in taken]
    if not texts:  # "name" alone is what a row of data is about, not the title of an article
        titles = [each for each in titles if name_score(each.path, Role.TITLE) > WEAK]
    roles[Role.TITLE] = tuple(titles)
    joined, missing = _apply(mapping, stats, roles) if mapping else ((), ())
    orders, is_open = _orders(records, roles[Role.DATE], mapping)
    return Columns(
        roles=roles,
        joined=joined,
        orders=orders,
        is_order_open=is_open,
        choice=_choice(stats, roles, joined, missing),
        has_words=any(not each.is_other for each in stats),
    )


def _is_title(each: ColumnStats, roles: dict[Role, tuple[Column, ...]]) -> bool:
    """Whether a column is the title, and not a text with a name like one."""
    return any(column.path == each.path for column in roles[Role.TITLE]) and not each.is_prose


def _column(stats: ColumnStats) -> Column:
    is_publication = name_score(stats.path, Role.DATE) >= PARTIAL
    return Column(
        stats.path,
        is_html=stats.html >= _MOST_HTML or stats.entities >= _MOST_ENTITIES,
        date_source=DateSource.FIELD if is_publication else DateSource.OTHER_METADATA,
    )


def _ranked(stats: Iterable[ColumnStats], role: Role) -> list[ColumnStats]:
    """The columns that suit a role other than text, the best first."""
    scored = [(name_score(each.path, role), each) for each in stats]
    suited = [(score, each) for score, each in scored if score and _suits(each, role)]
    return [each for _, each in sorted(suited, key=lambda pair: -pair[0])]


def _without_names(stats: Sequence[ColumnStats]) -> dict[Role, tuple[Column, ...]]:
    """The title and the date among columns without names, beside one of text: judged by what they hold alone."""
    if not any(each.is_prose for each in stats):
        return {}
    dates = [each for each in stats if each.dates >= _ALL_BUT_FEW]
    titles = [
        each
        for each in stats
        if not each.is_prose and not each.is_other
        and each.distinct >= _ALL_BUT_FEW and each.mean_words >= _FEWEST_TITLE_WORDS
        and each.mean_length <= _LONGEST_TITLE
    ]  # fmt: skip
    longest = max(titles, key=lambda each: each.mean_length, default=None)
    return {
        Role.DATE: (_column(dates[0]),) if len(dates) == 1 else (),
        Role.TITLE: (_column(longest),) if longest else (),
    }


def _suits(each: ColumnStats, role: Role) -> bool:
    """Whether what a column holds can have a role."""
    match role:
        case Role.TITLE:
            is_label = each.values >= 10 and each.distinct < 0.3 and name_score(each.path, role) <= PARTIAL
            is_long = each.mean_length > _LONGEST_TITLE and name_score(each.path, role) < STRONG
            return not each.is_other and not is_long and not is_label
        case Role.DATE:
            return each.dates >= 0.5
        case Role.URL:
            return each.addresses >= 0.5
        case Role.ID:
            return each.mean_length <= 200
        case _:
            return each.mean_length <= 300 and not each.is_prose


def _text_columns(stats: Iterable[ColumnStats], *, has_title: bool) -> list[ColumnStats]:
    """The columns that can be the text, the best first. One with a fitting name comes before a longer one without,
    unless it is much shorter or a label; labels and columns that only look like text are used where they are the best.
    """
    scored: list[tuple[float, bool, ColumnStats]] = []
    for each in stats:
        score = name_score(each.path, Role.TEXT)
        is_doubtful = each.is_category or not each.letters or max(each.numbers, each.addresses, each.dates) > 0.5
        is_named = not is_doubtful and _is_text_name(score, each, has_title=has_title)
        if is_named or each.is_prose or score >= STRONG:
            scored.append((each.log_length + (score if is_named else 0.0), is_named, each))
    scored.sort(key=lambda entry: -entry[0])
    return [each for place, (_, is_named, each) in enumerate(scored) if is_named or not place]


def _is_text_name(score: float, each: ColumnStats, *, has_title: bool) -> bool:
    """Whether the name of a column makes it a text. One that only suggests it also needs values of several words."""
    if score > PARTIAL:
        return True
    return score > 0 and (each.mean_words >= 3 or (has_title and score >= WEAK))


def _apply(
    mapping: ColumnMapping, stats: Sequence[ColumnStats], roles: dict[Role, tuple[Column, ...]]
) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Put what the user maps in place of what was detected.

    Returns:
        The text columns to join, and the names of the columns that the file does not have.

    """
    known = {normalized(each.path): each for each in stats}
    missing: list[str] = []
    named = {
        Role.TITLE: mapping.title, Role.DATE: mapping.date, Role.AUTHOR: mapping.author, Role.SOURCE: mapping.source,
        Role.LANGUAGE: mapping.language, Role.URL: mapping.url, Role.ID: mapping.id,
    }  # fmt: skip
    for role, name in named.items():
        found = _look_up(name, known, missing)
        roles[role] = found or roles[role]
    texts = _look_up(mapping.text, known, []) or tuple(
        column for name in mapping.text.split(",") for column in _look_up(name, known, missing)
    )
    for role in (Role.TITLE, Role.TEXT):
        used = {column.path for column in (texts if role is Role.TITLE else roles[Role.TITLE][:1])}
        roles[role] = tuple(column for column in roles[role] if column.path not in used)
    return texts, tuple(missing)


def _look_up(name: str, known: dict[str, ColumnStats], missing: list[str]) -> tuple[Column, ...]:
    """The column that the user names; none, and noted as missing, where the file does not have it."""
    name = name.strip()
    if not name:
        return ()
    stats = known.get(normalized((name,))) or known.get(normalized(name.split(".")))
    if stats is None:
        missing.append(name)
        return ()
    return (_column(stats),)


def _orders(
    records: Sequence[Record], columns: Sequence[Column], mapping: ColumnMapping | None
) -> tuple[dict[str, DateOrder], bool]:
    """The order of day and month: the user's, else that of the best date column which decides it."""
    if mapping and (fixed := _FIXED_ORDERS.get(mapping.date_order)):
        return dict.fromkeys("/-", fixed), False
    orders: dict[str, DateOrder] = {}
    is_open = False
    for column in columns:
        found, undecided = orders_of(value_at(record, column.path) for record in records)
        orders = found | orders
        is_open |= undecided
    return orders, is_open


def _choice(
    stats: Sequence[ColumnStats],
    roles: dict[Role, tuple[Column, ...]],
    joined: tuple[Column, ...],
    missing: tuple[str, ...],
) -> ColumnChoice:
    def names(columns: Iterable[Column]) -> tuple[str, ...]:
        return tuple(".".join(column.path) for column in columns)

    texts = joined or roles[Role.TEXT]
    other = [column for role in (*METADATA_NAMES, Role.ID) for column in roles[role]]
    used = {column.path for column in (*roles[Role.TITLE], *texts, *roles[Role.DATE], *other)}
    return ColumnChoice(
        title=names(roles[Role.TITLE]),
        text=names(texts),
        date=names(roles[Role.DATE]),
        metadata=names(other),
        unused=tuple(".".join(each.path) for each in stats if each.path not in used),
        missing=missing,
    )
