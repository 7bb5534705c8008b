"""A library on disk: directory, lock, manifest, checks, shadow rebuild."""
