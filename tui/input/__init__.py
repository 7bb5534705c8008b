"""Keys: the input queue and the bindings."""
