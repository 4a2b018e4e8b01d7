"""The dated legal configuration: what holds, who changed it and why, and what a change turns."""
