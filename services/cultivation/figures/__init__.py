"""The figures of the cultivation page, a module a family; rows and what they mean stand with each."""
