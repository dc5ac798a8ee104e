"""What the lowered core finds at hand inside the embedded Python; lowered like the core itself."""
