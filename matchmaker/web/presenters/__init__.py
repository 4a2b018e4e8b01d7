"""Domain results turned into the dataclasses that templates may see."""
