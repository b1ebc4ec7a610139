"""The Streamlit pages: what a person sees, and nothing that is calculated."""
