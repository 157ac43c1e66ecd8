#!/usr/bin/env python3
"""Test vectors for the formal core: conflicts, repairs, must, may, dates.

Run (offline; CI only reads the file it writes):

    pip install clingo            # 5.8.x; Python >= 3.10, nothing else
    python3 tests/oracle/core_vectors.py            # rewrites tests/it/data/core/vectors.txt
    python3 tests/oracle/core_vectors.py --check    # recomputes it, by brute force alone

The output depends on --seed and --count only, not on the version of clingo.
Every answer is computed twice and the run stops at the first difference:

* brute force: truth tables over all 2^N sets of assumptions. The truth table of
  an atom is one Python integer with a bit per set, rules are `&` and `|` on those,
  repeated until nothing changes;
* clingo: subset-minimal models (domRec with a heuristic that prefers `false`),
  cautious consequences for `must`, #minimize for `earliest`.

The theorems that link the answers are asserted on each instance too (see `theorems`).
The format of the lines is in FORMAT, which is copied to the top of the file.
"""
import argparse
import random
from collections import Counter, namedtuple
from functools import lru_cache
from pathlib import Path

FORMAT = """\
Test vectors for the formal core. Written by tests/oracle/core_vectors.py; do not edit.

Atoms: c0.. commitments, h0.. hypotheses, q0.. conditions, a0.. derived atoms.
Set: atoms joined by `.`, as c0.c3.h1; the empty set is a lone `.`
List: items joined by one space; the empty string is the list without items.
Order: atoms in a set c, h, q, a, then by number; sets in a list by size, then atoms.
Body: a set (all of it), or `t:set` (at least t of it, 1 <= t <= size).
The negotiable commitments are those that are not frozen.

A line of an instance has ten sections, then one for each world, joined by `;`
  0  id            i0, i1, ...
  1  numbers       commitments hypotheses conditions derived
  2  groups        list of sets of mutually exclusive conditions (may overlap)
  3  facts         list of derived atoms that hold
  4  rules         list of head<body
  5  violations    list of kind<body, kind 0..3
  6  requires      list of c>d: holding c requires d, so giving up d gives up c
  7  frozen        list of commitments that are facts (not negotiable)
  8  exits         exit day of each commitment in turn, 0..30, or `-` for never
  9  sets|before   two fields joined by `|`
       sets    minimal sets of negotiable commitments, hypotheses and conditions
               that derive some violation; none has two conditions of one group
       before  list of c>h: {c, h} is a minimal set over negotiable commitments and
               hypotheses, in the maximal world (the second world; the first if
               there is only one, which happens without conditions)
 10+ world         world|conflicts|must|may|repairs|closed|earliest[|impossible]
               or `world|=` if the answers are those of the world before it
       world       the set of conditions that hold; all hypotheses hold as well.
                   The first is empty, the second maximal, the third random
                   (left out if it repeats one of the others).
       conflicts   minimal sets of negotiable commitments that derive a violation
       must, may   set of the commitments in every / in some repair
       repairs     minimal sets of negotiable commitments whose removal leaves no
                   violation, without regard to requires; at most 40
       closed      the same among sets closed under requires, where frozen ones
                   cannot go; `=` means the list is that of repairs
       earliest    least day t such that removing the negotiable commitments with
                   exit day <= t leaves no violation; -1: nothing to remove;
                   `-`: no such day
       impossible  this word stands if a violation needs no negotiable one: conflicts
                   is then `.`, repairs has no set, must and may are `.`, earliest `-`

A line of a family (dual of a hypergraph) is family;name;vertices;edges;number;list
  vertices are 1..vertices, edges a list of sets of them as 1.2.4, number the number
  of minimal transversals, and list those, or `?` if there are more than 40.
  M(n) matching, TH(n) threshold graph {i<j, j even}, SDTH(n) self-dual from TH(n-2),
  C(n) cycle, P(n) path.
"""

ROOT = Path(__file__).resolve().parents[1]
MAX_REPAIRS, MAX_SETS = 40, 40

# A rule is (head, t, body): at least t of body. A violation has its kind as head.
Instance = namedtuple("Instance", "sizes groups facts rules violations requires frozen exits worlds")


def key(atom):
    return "chqa".index(atom[0]), int(atom[1:])


def order(sets):
    """Canonical form of a collection of sets: sorted list of sorted tuples."""
    tuples = {tuple(sorted(s, key=key)) for s in sets}
    return sorted(tuples, key=lambda s: (len(s), [key(a) for a in s]))


def atoms(inst, letter):
    return [f"{letter}{i}" for i in range(inst.sizes["chqa".index(letter)])]


def negotiable(inst):
    return [c for c in atoms(inst, "c") if c not in inst.frozen]


def exclusive(groups, conditions):
    """Does a set hold two conditions of one group?"""
    return any(len(set(g) & set(conditions)) > 1 for g in groups)


# ---------------------------------------------------------------- drawing

def draw(rng):
    sizes = (rng.randint(1, 12), rng.choice([0, 1, 1, 2, 3]), rng.choice([0, 1, 2, 2, 3, 4]), rng.randint(0, 8))
    cs, hs, qs, ds = ([f"{x}{i}" for i in range(s)] for x, s in zip("chqa", sizes))

    # Blocks share hypotheses and conditions only, so conflicts fall into components.
    parts = rng.choice([1, 1, 1, 2, 3, 4])
    mixed_c, mixed_d = rng.sample(cs, len(cs)), rng.sample(ds, len(ds))
    blocks = [(mixed_c[i::parts], mixed_d[i::parts]) for i in range(parts)]
    weights = rng.choice([(65, 20, 8, 7), (50, 35, 8, 7), (45, 20, 20, 15), (90, 10, 0, 0)])

    def pick(block, size, bare=False):
        """A body of distinct atoms; a bare one has no commitments."""
        pools = [p for p in zip((block[0], block[1], hs, qs), weights) if p[0] and p[1]]
        if bare:
            pools = [(p, 1) for p in (hs, qs, ds) if p]
        body = set()
        for _ in range(4 * size if pools else 0):
            if len(body) < size:
                body.add(rng.choice(rng.choices([p for p, _ in pools], [w for _, w in pools])[0]))
        return body

    def rule(head, block, small, large, bare=False):
        threshold = rng.random() < 0.2
        size = rng.randint(2, large + 2) if threshold else rng.randint(small, large)
        body = tuple(sorted(pick(block, size, bare), key=key))
        if not body:
            return []
        return [(head, rng.randint(1 if len(body) < 3 else 2, len(body)) if threshold else len(body), body)]

    rules, violations = [], []
    for block in blocks:
        for head in block[1]:
            for _ in range(rng.choice([0, 1, 1, 1, 2, 2, 3])):
                rules += rule(head, block, 1, 3)
        if len(block[1]) >= 2 and rng.random() < 0.35:  # a cycle
            ring = rng.sample(block[1], rng.randint(2, min(4, len(block[1]))))
            for a, b in zip(ring, ring[1:] + ring[:1]):
                body = {b} | (pick(block, 1) if rng.random() < 0.6 else set())
                rules.append((a, len(body), tuple(sorted(body, key=key))))
    for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 8])):
        bare = rng.random() < 0.04
        violations += rule(rng.randrange(4), rng.choice(blocks), rng.choice([1, 2, 2, 2]), 4, bare)

    groups = []
    if len(qs) >= 2:
        for _ in range(rng.choice([0, 1, 1, 2])):
            taken = set() if rng.random() < 0.4 else {a for g in groups for a in g}
            free = [a for a in qs if a not in taken]
            if len(free) >= 2:
                groups.append(tuple(sorted(rng.sample(free, rng.randint(2, len(free))), key=key)))

    requires = set()
    if len(cs) >= 2 and rng.random() < 0.4:
        for _ in range(rng.randint(1, 3)):  # single pairs, chains and cycles
            chain = rng.sample(cs, rng.randint(2, min(4, len(cs))))
            chain += chain[:1] if rng.random() < 0.2 else []
            requires |= set(zip(chain, chain[1:]))

    worlds = [()]
    for maximal in (True, False):
        world = []
        for a in rng.sample(qs, len(qs)):
            if (maximal or rng.random() < 0.5) and not exclusive(groups, world + [a]):
                world.append(a)
        world = tuple(sorted(world, key=key))
        worlds += [world] if world not in worlds else []

    never = rng.choice([0.05, 0.2, 0.4])
    return Instance(
        sizes, order(groups), [a for a in ds if rng.random() < 0.08],
        list(dict.fromkeys(rules)), list(dict.fromkeys(violations)),
        sorted(requires, key=lambda p: (key(p[0]), key(p[1]))),
        sorted(rng.sample(cs, min(len(cs), rng.choice([0, 0, 0, 1, 2]))), key=key),
        [None if rng.random() < never else rng.randint(0, 30) for _ in cs], worlds)


# ---------------------------------------------------------------- brute force

@lru_cache(maxsize=None)
def column(i, n):
    """Truth table of variable i of n: bit s is set if the set number s has it."""
    table, width = ((1 << (1 << i)) - 1) << (1 << i), 1 << (i + 1)
    while width < 1 << n:
        table, width = table | table << width, 2 * width
    return table


def at_least(t, tables, full):
    count = [full] + [0] * t  # count[j]: at least j of the tables seen so far
    for table in tables:
        for j in range(t, 0, -1):
            count[j] |= count[j - 1] & table
    return count[t]


def violated(inst, universe, given):
    """Truth table over the sets of the universe: which, with what is given, derive a violation?"""
    n = len(universe)
    full = (1 << (1 << n)) - 1
    value = {a: 0 for letter in "chqa" for a in atoms(inst, letter)}
    value.update({x: column(i, n) for i, x in enumerate(universe)})
    value.update({x: full for x in [*inst.facts, *inst.frozen, *given]})
    changed = True
    while changed:
        changed = False
        for head, t, body in inst.rules:
            new = value[head] | at_least(t, [value[b] for b in body], full)
            changed |= new != value[head]
            value[head] = new
    result = 0
    for _, t, body in inst.violations:
        result |= at_least(t, [value[b] for b in body], full)
    return result


def minimal_members(table, universe):
    """The minimal sets of a family closed under supersets."""
    n, larger = len(universe), 0
    for i in range(n):
        larger |= (table & ~column(i, n)) << (1 << i)
    table, sets = table & ~larger, []
    while table:
        s = (table & -table).bit_length() - 1
        sets.append([x for i, x in enumerate(universe) if s >> i & 1])
        table &= table - 1
    return sets


def minimal_masks(masks):
    """The minimal sets of any family, by comparing pairs."""
    found = []
    for s in sorted(masks, key=lambda s: bin(s).count("1")):
        if not any(f & s == f for f in found):
            found.append(s)
    return found


def brute(inst):
    cs, hs, qs = negotiable(inst), atoms(inst, "h"), atoms(inst, "q")
    everything = cs + hs + qs
    sets = minimal_members(violated(inst, everything, []), everything)
    sets = order(s for s in sets if not exclusive(inst.groups, s))
    best = inst.worlds[min(1, len(inst.worlds) - 1)]
    before = pairs(minimal_members(violated(inst, cs + hs, best), cs + hs))
    return sets, before, [brute_world(inst, cs, hs, w) for w in inst.worlds]


def pairs(sets):
    return [s for s in order(sets) if len(s) == 2 and s[0][0] == "c" and s[1][0] == "h"]


def brute_world(inst, cs, hs, world):
    table, full = violated(inst, cs, hs + list(world)), (1 << len(cs)) - 1
    bit = {c: 1 << i for i, c in enumerate(cs)}
    name = lambda masks: order([c for c in cs if s & bit[c]] for s in masks)
    good = [s for s in range(full + 1) if not table >> (full ^ s) & 1]  # s: what is given up
    closed = good
    for c, d in inst.requires:  # d given up: so is c, which must not be frozen
        if d in bit:
            closed = [s for s in closed if not s & bit[d] or s & bit.get(c, 0)]
    repairs = name(minimal_masks(good))
    earliest = None
    for t in range(30, -2, -1):
        gone = sum(bit[c] for c in cs if (day := inst.exits[int(c[1:])]) is not None and day <= t)
        if not table >> (full ^ gone) & 1:
            earliest = t
    return dict(
        conflicts=order(minimal_members(table, cs)), repairs=repairs, closed=name(minimal_masks(closed)),
        must=[c for c in cs if repairs and all(c in r for r in repairs)],
        may=[c for c in cs if any(c in r for r in repairs)], earliest=earliest)


def theorems(inst, sets, worlds):
    """What methods.md 3.2 and 3.3 claim about the answers."""
    for world, w in zip(inst.worlds, worlds):
        projected = [{a for a in s if a[0] == "c"} for s in sets if {a for a in s if a[0] == "q"} <= set(world)]
        assert w["conflicts"] == order(s for s in projected if not any(o < s for o in projected))
        if w["conflicts"] == [()]:
            assert not w["repairs"] and w["earliest"] is None
            continue
        assert w["must"] == [c for e in w["conflicts"] if len(e) == 1 for c in e]
        assert set(w["may"]) == {c for e in w["conflicts"] for c in e}
        day = lambda c: 99 if inst.exits[int(c[1:])] is None else inst.exits[int(c[1:])]
        date = max([min(day(c) for c in e) for e in w["conflicts"]], default=-1)
        assert w["earliest"] == (None if date == 99 else date)
        closures = []
        for repair in map(set, w["repairs"]):
            while more := {c for c, d in inst.requires if d in repair} - repair:
                repair |= more
            closures += [repair] if not repair & set(inst.frozen) else []
        assert w["closed"] == order(r for r in closures if not any(o < r for o in closures))


# ---------------------------------------------------------------- clingo

def solve(text, *options):
    import clingo
    control = clingo.Control(["0", *options], logger=lambda code, text: None)
    control.add("base", [], text)
    control.ground([("base", [])])
    models = []
    control.solve(on_model=lambda m: models.append([str(s.arguments[0]) for s in m.symbols(shown=True)]))
    return models


def minimal_models(text, predicate, soft):
    text += "".join(f"soft({x}). " for x in soft)
    text += f"{{{predicate}(X)}} :- soft(X). #heuristic {predicate}(X) : soft(X). [1,false] #show {predicate}/1."
    return solve(text, "--heuristic=Domain", "--enum-mode=domRec")


def program(inst, given):
    text = "#defined bot/0. #defined out/1. "
    text += "".join(f"holds({x}). " for x in [*inst.facts, *inst.frozen, *given])
    for head, t, body in inst.rules + inst.violations:
        head = "bot" if isinstance(head, int) else f"holds({head})"
        part = [f"holds({b})" for b in body]
        text += f"{head} :- {', '.join(part)}. " if t == len(body) else f"{head} :- {t} {{ {'; '.join(part)} }}. "
    return text


def by_clingo(inst):
    cs, hs, qs = negotiable(inst), atoms(inst, "h"), atoms(inst, "q")
    derive = "holds(X) :- in(X). :- not bot. "
    groups = "".join(f":- 2 {{ {'; '.join(f'in({a})' for a in g)} }}. " for g in inst.groups)
    sets = order(minimal_models(program(inst, []) + derive + groups, "in", cs + hs + qs))
    best = inst.worlds[min(1, len(inst.worlds) - 1)]
    before = pairs(minimal_models(program(inst, best) + derive, "in", cs + hs))
    worlds = []
    for world in inst.worlds:
        base = program(inst, hs + list(world))
        remove = base + "holds(X) :- soft(X), not out(X). :- bot. "
        requires = "".join(f":- out({d}), not out({c}). " for c, d in inst.requires)
        soft = "".join(f"soft({c}). " for c in cs)
        exits = "".join(f"exit(c{i},{d}). " for i, d in enumerate(inst.exits) if d is not None)
        repairs = order(minimal_models(remove, "out", cs))
        cautious = solve(remove + soft + "{out(X)} :- soft(X). #show out/1.", "--enum-mode=cautious")
        dated = solve(remove + soft + exits + "1 { day(-1..30) } 1. #minimize { T : day(T) }. #show day/1. "
                      "out(X) :- soft(X), exit(X,D), day(T), D <= T.")
        worlds.append(dict(
            conflicts=order(minimal_models(base + derive, "in", cs)), repairs=repairs,
            closed=order(minimal_models(remove + requires, "out", cs)),
            must=sorted(cautious[-1], key=key) if cautious else [],
            may=sorted({c for r in repairs for c in r}, key=key),
            earliest=int(dated[-1][0]) if dated else None))
    return sets, before, worlds


# ---------------------------------------------------------------- families

def dual(n, edges):
    """Minimal transversals, by brute force and by clingo."""
    masks = [sum(1 << v - 1 for v in e) for e in edges]
    found = minimal_masks(s for s in range(1 << n) if all(s & e for e in masks))
    found = sorted(([v for v in range(1, n + 1) if s >> v - 1 & 1] for s in found), key=lambda s: (len(s), s))
    text = "".join(f":- {', '.join(f'not in({v})' for v in e)}. " for e in edges)
    models = [sorted(map(int, m)) for m in minimal_models(text, "in", range(1, n + 1))]
    assert sorted(models, key=lambda s: (len(s), s)) == found
    return found


def families():
    """Lines of the families; the number of transversals is checked against methods.md 3.8."""
    th = lambda n: [[i, j] for j in range(2, n + 1, 2) for i in range(1, j)]
    path = lambda n: [[i, i + 1] for i in range(1, n)]
    todo = [("SHD", 4, [[1, 2], [1, 3], [2, 3, 4]], 4)]
    todo += [(f"M({n})", n, [[i, i + 1] for i in range(1, n, 2)], 2 ** (n // 2)) for n in range(2, 13, 2)]
    todo += [(f"TH({n})", n, th(n), n // 2 + 1) for n in range(4, 13, 2)]
    for n, number in zip((4, 6, 8, 10), (4, 8, 14, 22)):
        x, y = n - 1, n
        edges = [[x, y]] + [e + [x] for e in th(n - 2)] + [e + [y] for e in dual(n - 2, th(n - 2))]
        assert len(edges) == number == (n - 2) ** 2 // 4 + n // 2 + 1
        assert sorted(dual(n, edges)) == sorted(edges), "self-dual"
        todo.append((f"SDTH({n})", n, edges, number))
    perrin = zip(range(3, 13), (3, 2, 5, 5, 7, 10, 12, 17, 22, 29))
    todo += [(f"C({n})", n, path(n) + [[1, n]], number) for n, number in perrin]
    paths = zip(range(2, 13), (2, 2, 3, 4, 5, 7, 9, 12, 16, 21, 28))
    todo += [(f"P({n})", n, path(n), number) for n, number in paths]
    join = lambda sets: " ".join(".".join(map(str, s)) for s in sets)
    for name, n, edges, number in todo:
        found = dual(n, edges)
        assert len(found) == number, name
        assert not name.startswith("TH") or len(edges) == n * n // 4
        yield f"family;{name};{n};{join(edges)};{number};{join(found) if number <= 40 else '?'}"


# ---------------------------------------------------------------- lines

def show(s):
    return ".".join(s) or "."


def show_list(sets):
    return " ".join(map(show, sets))


def show_rules(rules):
    return " ".join(f"{h}<{'' if t == len(b) else f'{t}:'}{show(b)}" for h, t, b in rules)


def line(number, inst, answers):
    sets, before, worlds = answers
    sections = [
        f"i{number}", " ".join(map(str, inst.sizes)), show_list(inst.groups), " ".join(inst.facts),
        show_rules(inst.rules), show_rules(inst.violations), " ".join(map(">".join, inst.requires)),
        " ".join(inst.frozen), " ".join("-" if d is None else str(d) for d in inst.exits),
        show_list(sets) + "|" + " ".join(map(">".join, before))]
    for i, (world, w) in enumerate(zip(inst.worlds, worlds)):
        if i > 0 and w == worlds[i - 1]:
            sections.append(f"{show(world)}|=")
            continue
        closed = "=" if w["closed"] == w["repairs"] else show_list(w["closed"])
        fields = [show(world), show_list(w["conflicts"]), show(w["must"]), show(w["may"]), show_list(w["repairs"]),
                  closed, "-" if w["earliest"] is None else str(w["earliest"])]
        sections.append("|".join(fields + ["impossible"] * (w["conflicts"] == [()])))
    return ";".join(sections)


def parse(text):
    """The instance of a line, without the answers."""
    part = text.split(";")
    members = lambda s: () if s == "." else tuple(s.split("."))

    def rule(item):
        head, body = item.split("<")
        t, colon, rest = body.rpartition(":")
        body = members(rest)
        return int(head) if head.isdigit() else head, int(t) if colon else len(body), body

    return Instance(
        tuple(map(int, part[1].split())), [members(g) for g in part[2].split()], part[3].split(),
        [rule(r) for r in part[4].split()], [rule(v) for v in part[5].split()],
        [tuple(p.split(">")) for p in part[6].split()], part[7].split(),
        [None if d == "-" else int(d) for d in part[8].split()], [members(w.split("|")[0]) for w in part[10:]])


def check(path):
    """Reads the file back: each line must be what brute force makes of its instance."""
    number = 0
    for text in path.read_text().splitlines():
        if text.startswith("i"):
            inst = parse(text)
            assert line(number, inst, brute(inst)) == text, text
            number += 1
    return number


# ---------------------------------------------------------------- main

def cyclic(inst):
    edges = {(h, b) for h, _, body in inst.rules for b in body if b[0] == "a"}
    while more := {(a, d) for a, b in edges for c, d in edges if b == c} - edges:
        edges |= more
    return any(a == b for a, b in edges)


def components(sets):
    parts = []
    for s in map(set, sets):
        touching = [p for p in parts if p & s]
        parts = [p for p in parts if not p & s] + [s.union(*touching)]
    return len(parts)


def tally(stats, inst, answers):
    sets, before, worlds = answers
    stats["instances with a cycle"] += cyclic(inst)
    stats["instances with a threshold"] += any(t < len(b) for _, t, b in inst.rules + inst.violations)
    stats["instances with requires"] += bool(inst.requires)
    stats["instances with frozen"] += bool(inst.frozen)
    stats["instances with groups"] += bool(inst.groups)
    stats["instances with overlapping groups"] += sum(map(len, inst.groups)) > len({a for g in inst.groups for a in g})
    stats["instances with no set at all"] += not sets
    stats["instances with before"] += bool(before)
    stats["sets"] += len(sets)
    for w in worlds:
        stats["worlds"] += 1
        stats["worlds without conflict"] += not w["conflicts"]
        stats["worlds impossible"] += w["conflicts"] == [()]
        stats["worlds with 2+ components"] += components(w["conflicts"]) > 1
        stats["worlds with must"] += bool(w["must"])
        stats["worlds with 2+ repairs"] += len(w["repairs"]) > 1
        stats["worlds with 20+ repairs"] += len(w["repairs"]) >= 20
        stats["worlds where closed differs"] += w["closed"] != w["repairs"]
        stats["worlds with repairs, none closed"] += bool(w["repairs"]) and not w["closed"]
        stats["worlds with a day"] += w["earliest"] is not None and w["earliest"] >= 0
        stats["worlds repairable, no day"] += w["earliest"] is None and bool(w["repairs"])
        for e in w["conflicts"]:
            stats[f"conflicts of size {len(e)}"] += 1


def main():
    parser = argparse.ArgumentParser(description="test vectors for the formal core")
    parser.add_argument("--seed", type=int, default=20261020)
    parser.add_argument("--count", type=int, default=2400)
    parser.add_argument("--out", type=Path, default=ROOT / "it/data/core/vectors.txt")
    parser.add_argument("--check", action="store_true", help="only check the file there is")
    args = parser.parse_args()
    if args.check:
        print(f"{check(args.out)} instances checked by brute force")
        return
    rng, lines, stats, redrawn = random.Random(args.seed), [], Counter(), 0
    while len(lines) < args.count:
        inst = draw(rng)
        answers = brute(inst)
        sets, _, worlds = answers
        last = worlds[min(1, len(worlds) - 1)]  # the maximal world
        dull = not last["conflicts"] or last["conflicts"] == [()]
        most = max(len(w["repairs"]) for w in worlds)
        large = len(sets) > MAX_SETS or most > MAX_REPAIRS
        long = len(line(0, inst, answers)) > 440 and most < 20  # keeps the file small
        if large or (dull or long) and rng.random() < 0.6:
            redrawn += 1
            continue
        assert by_clingo(inst) == answers, line(len(lines), inst, answers)
        theorems(inst, sets, worlds)
        lines.append(line(len(lines), inst, answers))
        tally(stats, inst, answers)
    family_lines = list(families())
    header = [f"# {text}".rstrip() for text in FORMAT.splitlines()]
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text("\n".join(header + lines + family_lines) + "\n")
    for name in sorted(stats):
        print(f"{stats[name]:6} {name}")
    print(f"{redrawn:6} redrawn; {args.out.stat().st_size} bytes")
    assert check(args.out) == len(lines)
    print(f"clingo and brute force agree on all {len(lines)} instances and {len(family_lines)} families")


if __name__ == "__main__":
    main()
