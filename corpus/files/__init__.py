"""Access to files: walking and watching a folder, and reading and writing files safely."""
