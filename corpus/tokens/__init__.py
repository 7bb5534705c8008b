"""Tokenization: texts as tokens with lexicon flags, the gazetteer of countries and the lists of names."""
