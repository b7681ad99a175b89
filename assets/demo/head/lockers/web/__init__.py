"""What members and staff use."""
