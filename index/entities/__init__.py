"""People and countries across the library: registry, name lookup, entity pages, merge candidates."""
