"""The words an author draws with: each is plain matplotlib underneath."""
