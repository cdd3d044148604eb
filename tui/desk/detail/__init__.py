"""What the lower pane shows of the finding, the cell, the figure or the doubt at the cursor."""
