"""Reads and writes by subject; none of them commits."""
