"""The demonstration register: copies of published tables, curated additions, and invented firms marked as such."""
