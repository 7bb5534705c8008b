"""A library on an OpenSearch server: the second engine behind the interface of a library; only it uses its client."""
