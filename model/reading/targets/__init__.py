"""Performance targets: forms and grids whose amounts stand beside words."""
