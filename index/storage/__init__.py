"""A library on disk: directory, lock, manifest, index, checks, shadow rebuild."""
