"""The few parts of the page that marimo does not have: each a class of traits here and its JavaScript beside it."""
