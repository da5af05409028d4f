"""What people see: navigation.py and one thin script a page."""
