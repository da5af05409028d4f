"""What is done with rows, whatever their subject: batches, reviews, submissions, proofs, jobs."""
