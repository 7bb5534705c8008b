"""What is indexed and stored of a document: fields, text analysis, mentions, text hash."""
