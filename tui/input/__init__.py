"""Keys: the key queue and the bindings."""
