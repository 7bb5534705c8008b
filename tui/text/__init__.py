"""The one door for text of documents, and what is done with it: wrapping, finding."""
