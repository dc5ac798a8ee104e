"""Files from outside: fee lists as practices, plans and web pages give them."""
