"""Texts cut into words, and what is known of each word: the ground that people and countries are looked for on."""
