"""A tagger of names: a linear-chain conditional random field over runs of capitalized tokens.

It proposes where names begin and end, and gives the probability of it; the form model decides.
"""
