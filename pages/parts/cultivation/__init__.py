"""Streamlit pieces of the page 规范化培育, a module a view."""
