"""The two questions asked of the cube, agreement and rollup, over whole columns of facts at a time."""
