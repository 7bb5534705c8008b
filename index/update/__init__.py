"""Bringing a library up to date: changed files in, worker processes, commits."""
