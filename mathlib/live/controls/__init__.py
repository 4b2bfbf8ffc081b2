"""What the hand moves: plain descriptions of controls, which know no figure and no page."""
