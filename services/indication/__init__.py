"""沙窝萝卜, a geographical indication: its protected area, the review of its boundary, and who is inside."""
