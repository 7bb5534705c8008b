"""Query evaluation over segments: document sets, BM25F scores, phrases, patterns, doc values."""
