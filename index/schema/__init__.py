"""Fields, analysis and stored forms: what an indexed document consists of."""
