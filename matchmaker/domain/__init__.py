"""The pure core: law, text, graph, matching, feedback. Imports no framework and nothing of ours above it."""
