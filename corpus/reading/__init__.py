"""Reading of files into documents with text, title, date and pages."""
