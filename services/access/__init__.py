"""Who may see and do what: people, rights, masking, and the desk where rows are handed out."""
