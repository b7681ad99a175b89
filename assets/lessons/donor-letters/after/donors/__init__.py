"""What a blood bank tells its donors."""
