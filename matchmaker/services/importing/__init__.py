"""Reads published tables and administrators' files into records; nothing here writes to the register."""
