"""Large treaties, and how long drafter takes with them."""
