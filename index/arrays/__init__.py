"""Whoosh on arrays: codec, writer and evaluator over memory-mapped arrays; needs nothing of Pressroom."""
