"""A Whoosh codec over memory-mapped arrays: file format, writing, query evaluation. Imports nothing else of `index`."""
