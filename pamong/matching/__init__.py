"""Who should guide whom: the best pairs for everybody under policy's rules, proved; without Django.

pairs        what allowed pairs are: blocks, rows, columns      people, listed   by rules, by given scores
pricing      every pair under the present prices                columns          the few pairs to choose from
flow         the door to OR-Tools                               prices, cover    what proves total and number
solver       the rounds that join them                          certificate      the proof checked by other code
face         fewest changes, then even load                     path             one person more or less
forced       pairs settled beforehand; the rest is solved
explain      why this pair, why nobody                          figures          stability and fairness
reading, weights   the contract's files                         files            matching over them
"""
