"""What users of equipment observed: tied to equipment by its names, counted as evidence."""
