"""What is computed: polars in; polars, charts, decks and bytes out. Never imports streamlit."""
