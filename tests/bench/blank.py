"""The blank page everything is compared with."""

import streamlit as st

st.title("Blank")
