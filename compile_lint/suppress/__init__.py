"""What source says is not to be reported: comments, and which of them are of no use or mean nothing."""
