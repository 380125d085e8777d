"""From what rules want changed to new text: ``plan`` finds the edits, the rest applies and checks them."""
