"""Views of the results: matrix, comparison, similar documents, words that stand out, the query as understood."""
