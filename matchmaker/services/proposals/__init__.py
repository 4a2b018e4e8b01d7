"""Consortia: search, keep, show, answer, replay."""
