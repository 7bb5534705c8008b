"""Updates: changed files are read by worker processes, and committed."""
