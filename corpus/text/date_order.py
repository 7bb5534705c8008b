"""Whether 04/03/2025 is in March or in April: by the language of a text and by its other dates."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.text.dates import DateOrder, dates_in, parse_date
from corpus.text.folding import fold

_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_MONTH_FIRST = frozenset({"en-us", "en-ph", "fil-ph", "es-us"})
_UNDECIDED = frozenset({"", "en", "en-ca", "fr-ca"})
"""Languages in which both orders are common."""


def language_order(language: str) -> DateOrder | None:
    """Return the order of day and month in a language; None where both are common.

    Args:
        language: A tag such as "en-US", or a code such as "fr"; "" if it is not known.

    """
    tag = language.lower().replace("_", "-")
    if tag in _UNDECIDED:
        return None
    return DateOrder.MONTH_FIRST if tag in _MONTH_FIRST else DateOrder.DAY_FIRST


def date_order(texts: Iterable[str], of: str = "") -> DateOrder | None:
    """The order of day and month in texts that belong together; None if they do not decide it, or contradict.

    Dates such as 18/10/2024 decide it. So does a date with the month in words, if it is one of the two readings of
    `of`.

    Args:
        texts: The other dates of a page, or the values of a column.
        of: The value to decide: "04/03/2025".

    """
    orders: set[DateOrder] = set()
    either = {order: parse_date(of, order) for order in DateOrder}
    for text in texts:
        folded = fold(text)
        for match in _NUMERIC.finditer(folded):
            if int(match[1]) > 12 >= int(match[2]):
                orders.add(DateOrder.DAY_FIRST)
            elif int(match[2]) > 12 >= int(match[1]):
                orders.add(DateOrder.MONTH_FIRST)
        dates = {found.date for found in dates_in(folded)}
        orders.update(order for order, date in either.items() if date in dates)
    return orders.pop() if len(orders) == 1 else None
