"""One graph of firms and all that ties them: declared once, built frozen, walked and drawn."""
