"""From a file to its documents: text, title, date and pages."""
