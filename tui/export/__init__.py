"""What leaves Pressroom: results, names, analyses and documents as CSV, JSON, Markdown and HTML, and citations."""
