"""Which sides of each condition of the heart were reached: its own source, with every condition told as it is asked."""

import ast
from types import ModuleType

from tcsheets.bulk.compiled import one_file


class Told(ast.NodeTransformer):
    """Wraps each condition, and each part of one, in a call that remembers how it came out."""

    def __init__(self):
        self.conditions = {}
        self.function = ""

    def visit_FunctionDef(self, node):
        self.function = node.name
        self.generic_visit(node)
        return node

    def told(self, test):
        if isinstance(test, ast.BoolOp):
            test.values = [self.told(each) for each in test.values]
            return test
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            test.operand = self.told(test.operand)
            return test
        key = f"{self.function}: {ast.unparse(test)}"
        self.conditions.setdefault(key, set())
        name = ast.Name("told", ast.Load())
        return ast.Call(name, [ast.Constant(key), test], [])

    def visit(self, node):
        if isinstance(node, (ast.If, ast.IfExp, ast.While)):
            node.test = self.told(node.test)
        return super().visit(node)

    def visit_Return(self, node):
        if isinstance(node.value, (ast.BoolOp, ast.Compare)):
            node.value = self.told(node.value)
        else:
            self.generic_visit(node)
        return node


def heart_that_tells():
    """Return the heart as plain Python, and a set for each condition of what it came to."""
    tree, telling = ast.parse(one_file()), Told()
    tree = ast.fix_missing_locations(telling.visit(tree))
    module = ModuleType("heart_that_tells")

    def told(key, value):
        telling.conditions[key].add(bool(value))
        return value

    module.told = told
    exec(compile(tree, "<heart that tells>", "exec"), module.__dict__)
    return module, telling.conditions
