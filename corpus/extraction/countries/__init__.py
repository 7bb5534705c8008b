"""Find the countries a text names, by name, abbreviation or demonym, with the reasons for each decision."""
