"""The regulated markets: their register, their past, their colours on the map."""
