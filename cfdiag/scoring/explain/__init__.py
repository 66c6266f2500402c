"""The chain behind a figure: answers, points, weights, dimensions, rules, actions."""
