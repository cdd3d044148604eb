"""The codes and names by edition, and what feeds what."""
