"""The query language: lexer, parser, syntax tree, and the compiler to Whoosh's queries."""
