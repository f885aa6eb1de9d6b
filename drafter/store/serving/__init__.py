"""The secretariat's server: a bare repository whose hooks let in what keeps the rules, and log what they let in.

Nobody needs to trust it blindly: what it checks every clone checks again, and its log makes what it hides show.
Nothing is imported here: a hook that waits for its turn shall weigh little.
"""
