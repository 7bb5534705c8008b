# Types for the part of whoosh-reloaded 2.7.5 that Pressroom uses. What is missing here is not used; add it where it is
# needed. `Any` stands for what a field holds (text, a number, a date, a list of keys): Whoosh accepts all of them.

__version__: tuple[int, int, int]
