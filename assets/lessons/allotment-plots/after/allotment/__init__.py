"""The plots of an allotment society, who rents them, and who is waiting."""
