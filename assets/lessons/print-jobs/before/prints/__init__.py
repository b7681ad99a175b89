"""A print shop: customers order sheets, and look at them before they are printed."""
