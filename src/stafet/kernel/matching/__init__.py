"""Who gets which place: an optimal matching with declared priorities, a lot anybody can repeat, and a proof."""
