"""Template tags; they live in web and nowhere else."""
