"""The lint of a model file: whether its words are short, plain, British and ours, and its levels apart from each other.

`checking` asks whether a file is a model; this asks whether it reads well. A rule is a pure function: over one text
(`lengths`, `style`, `vocabulary`, `spelling`), or over the model (`levels`, `terms`, `counts`). Each says what is wrong
and what to do instead. The figures are constants where they are used, and `table` gives them to the README.
"""
