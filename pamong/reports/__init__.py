"""Documents: one module a paper, `build(…, on=…)` → a frozen dataclass, its Typst template beside it; `render` prints it.

What a document holds is decided by whoever calls `build`: nothing here asks who reads.
"""
