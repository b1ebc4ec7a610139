"""No page stores anything in a way that the browser's next message could stop halfway.

Read from the source: whatever reaches a write of the storage is either decorated as uninterrupted
or is called, on every way that leads to it, by something that is.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scorecard.storage import Storage

ROOT = Path(__file__).parents[2]
UI = ROOT / "scorecard" / "ui"
# These run beside the pages, not in their scripts.
BESIDE_THE_PAGES = UI / "server"
READS = {
    *("catalogue", "close", "document", "find_link", "history", "link_standing", "list_links"),
    *("list_scenarios", "list_selections", "load", "load_shared", "read_attachment"),
    *("removed_candidates", "revision"),
    *("list_awards", "list_debriefings", "known_people", "left_out_on_restoring"),
    *("preview_candidate_erasure", "preview_person_erasure"),
    *("preview_takeover", "preview_taking_back"),
    # Somebody looked at a shared page: nothing that was typed.
    "count_opening",
}
WRITES = {name for name in dir(Storage) if not name.startswith("_")} - READS
PROTECTION = "uninterrupted"


@dataclass(eq=False)
class Scope:
    """A function, or the code of a module, with what it calls and what it hands over."""

    name: str
    parent: Scope | None
    is_protected: bool = False
    is_class: bool = False
    inner: dict[str, Scope] = field(default_factory=dict)
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)
    writes: bool = False
    calls: list[ast.expr] = field(default_factory=list)
    handed_over: list[ast.expr] = field(default_factory=list)

    def around(self) -> Iterator[Scope]:
        yield self
        if self.parent is not None:
            yield from self.parent.around()

    def within(self) -> Iterator[Scope]:
        yield self
        for scope in self.inner.values():
            yield from scope.within()


class Reader(ast.NodeVisitor):
    """Fills a module's scope; the body of a lambda belongs to the function around it."""

    def __init__(self, module: Scope) -> None:
        self.scope = module

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        decorators = {ast.unparse(d) for d in node.decorator_list}
        scope = Scope(f"{self.scope.name}.{node.name}", self.scope, PROTECTION in decorators)
        self.scope.inner[node.name] = scope
        around, self.scope = self.scope, scope
        for statement in node.body:
            self.visit(statement)
        self.scope = around

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        around = self.scope
        self.scope = around.inner[node.name] = Scope(
            f"{around.name}.{node.name}", around, is_class=True
        )
        for statement in node.body:
            self.visit(statement)
        self.scope = around

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            self.scope.imports[alias.asname or alias.name] = (node.module or "", alias.name)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            self.scope.writes = True
        self.scope.calls.append(node.func)
        if isinstance(node.func, ast.Attribute):
            self.visit(node.func.value)
        elif not isinstance(node.func, ast.Name):
            self.visit(node.func)
        if ast.unparse(node.func) != PROTECTION:
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                self.visit(argument)

    def visit_Name(self, node: ast.Name) -> None:
        self.scope.handed_over.append(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self.scope.handed_over.append(node)
        self.visit(node.value)


def read(sources: Mapping[str, str]) -> dict[str, Scope]:
    modules = {}
    for name, source in sources.items():
        modules[name] = Scope(name, None)
        Reader(modules[name]).visit(ast.parse(source))
    return modules


def found(modules: Mapping[str, Scope], scope: Scope, expression: ast.expr) -> Scope | None:
    """The function of our own that an expression names, or None.

    `anything.name` is the method of that name in a class of the same module.
    """
    if isinstance(expression, ast.Name):
        for around in scope.around():
            # The methods of a class are not in sight by their bare names.
            if expression.id in around.inner and not around.is_class:
                return around.inner[expression.id]
            if expression.id in around.imports:
                module, name = around.imports[expression.id]
                return modules[module].inner.get(name) if module in modules else None
    if isinstance(expression, ast.Attribute) and isinstance(expression.value, ast.Name):
        for around in scope.around():
            if expression.value.id in around.imports:
                module = ".".join(around.imports[expression.value.id])
                return modules[module].inner.get(expression.attr) if module in modules else None
        *_, top = scope.around()
        methods = (
            c.inner[expression.attr]
            for c in top.inner.values()
            if c.is_class and expression.attr in c.inner
        )
        return next(methods, None)
    return None


def unprotected_writers(modules: Mapping[str, Scope]) -> list[str]:
    """What stores without protection, and where it is called or handed over."""
    scopes = [scope for module in modules.values() for scope in module.within()]
    writing = {scope for scope in scopes if scope.writes and not scope.is_protected}
    while True:
        more = {
            scope
            for scope in scopes
            if scope not in writing
            and not scope.is_protected
            and any(found(modules, scope, called) in writing for called in scope.calls)
        }
        if not more:
            break
        writing |= more
    faults = [f"{scope.name}: runs whenever the page does" for scope in writing if not scope.parent]
    faults += [
        f"{target.name}: handed over in {scope.name}"
        for scope in scopes
        for expression in scope.handed_over
        if (target := found(modules, scope, expression)) in writing and target is not None
    ]
    return sorted(set(faults))


def test_nothing_that_stores_can_be_stopped_halfway():
    sources = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path.read_text("utf-8")
        for path in UI.rglob("*.py")
        if BESIDE_THE_PAGES not in path.parents
    }
    assert unprotected_writers(read(sources)) == []


def test_the_reading_of_the_source_finds_what_it_is_for():
    saving = """
from scorecard.ui.uninterrupted import uninterrupted
def _store(store): store.save_brief()
def bare(): _store()
@uninterrupted
def protected(): _store()
class Kept:
    def keep(self): _store()
    def show(self, st): st.button("Method", on_click=self.keep)
def factory():
    def changed(): _store()
    return changed
"""
    page = """
from saving import bare, factory, protected
from saving import _store as store
def show(st):
    st.button("Protected", on_click=protected)
    st.button("Partial", on_click=partial(protected, 1))
    st.button("Wrapped", on_click=uninterrupted(bare))
    st.button("Bare", on_click=bare)
def ask(st):
    if st.button("Now"):
        store()
ask(st)
"""
    assert unprotected_writers(read({"saving": saving, "page": page})) == [
        "page: runs whenever the page does",
        "saving.Kept.keep: handed over in saving.Kept.show",
        "saving.bare: handed over in page.show",
        "saving.factory.changed: handed over in saving.factory",
    ]
