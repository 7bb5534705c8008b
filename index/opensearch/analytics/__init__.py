"""The analyses of a library on a server, by aggregations and from samples of its documents."""
