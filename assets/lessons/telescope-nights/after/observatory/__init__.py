"""Who observes with which telescope in which night."""
