"""A Whoosh codec over memory-mapped arrays: file format, writers, query evaluator. Imports nothing else of `index`."""
