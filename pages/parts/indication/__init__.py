"""The views of the page 沙窝萝卜, a module a view."""
