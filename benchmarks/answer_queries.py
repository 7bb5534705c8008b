"""Answer queries from a library, with the code of PYTHONPATH.

    python answer_queries.py DOCUMENTS LIBRARY QUERIES.json

QUERIES.json is a list of texts with filters, people by their names. Prints the wall-clock and the processor seconds of
all, each asked several times after a first time that is not counted.
"""

import json
import sys
import time
from pathlib import Path

from index.library import Library
from index.model.query import Filter, Kind, Query

_TIMES = 5

library = Library.open(Path(sys.argv[1]), Path(sys.argv[2]))
keys = {person.label: person.key for person in reversed(library.search(Query("", limit=0)).people)}
queries = [
    Query(text, tuple(Filter(Kind(kind), keys.get(key, key)) for kind, key in filters), limit=50)
    for text, filters in json.loads(Path(sys.argv[3]).read_text("utf-8"))
]
for query in queries:
    library.search(query)
wall, cpu = time.perf_counter(), time.process_time()
for _ in range(_TIMES):
    for query in queries:
        library.search(query)
print(time.perf_counter() - wall, time.process_time() - cpu)
