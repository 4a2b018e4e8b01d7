"""How well texts of two languages meet, and how the learned part of the lexicon is made."""
