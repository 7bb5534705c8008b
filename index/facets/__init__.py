"""People, countries and years of a result, counted and ranked."""
