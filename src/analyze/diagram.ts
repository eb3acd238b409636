/**
 * Multi-valued decision diagrams: sets of assignments of cells to variables.
 *
 * A node belongs to a variable, its level, and sends every cell of that variable to another node.
 * Levels grow downwards; the two leaves are `NONE` and `ALL`. Neighbouring cells that go to one
 * node form a run, and a node is its runs:
 *
 *     price_out, cells 0 1 2 3 | absent 4       level 2: (1 → ALL) (4 → NONE)
 *     "up to the last value of cell 1"          runs: last cell, target
 *
 * A node whose cells all go to one target is that target, and equal nodes are one node (they are
 * looked up before they are made). Therefore, with the order of the variables fixed, equal sets
 * are the same number: emptiness, equality and inclusion are comparisons of numbers, and nothing
 * depends on how a set was come by.
 *
 * `join` walks two diagrams at once, splitting runs where either has an end, and remembers every
 * pair it was asked about. Its cost is the number of such pairs, at most the product of the sizes.
 *
 * That product, repeated, can grow without bounds in sensible time, so there is a budget: of nodes
 * kept, of runs looked at by one question, and of variables in a row. A question that exceeds it
 * answers `UNKNOWN`, the nodes it made are forgotten, and the next question is asked as if it had
 * not been.
 *
 * Everything lies in arrays of 32-bit integers: `starts[n]` is where the runs of node n begin in
 * `runs`, two entries a run; both tables are hash tables with open addressing. They are nobody
 * else's business, so all of it is in this one file.
 */
export class Diagram {
  private readonly maxNodes: number
  private readonly maxRuns: number
  private count = 2
  private levels = new Int32Array(256).fill(LEAF)
  private starts = new Int32Array(257)
  private runs = new Int32Array(2048)
  /** Node numbers by the hash of their level and runs; 0 is free. */
  private nodeTable = new Int32Array(512)
  /** First operand, second operand and operation, result; a first operand of 0 is free. */
  private joins = new Int32Array(3 * 1024)
  private joinCount = 0
  /** The runs of nodes in the making, those of the innermost last. */
  private readonly draft: number[] = []
  private looked = 0
  private depth = 0
  private exhausted = false

  constructor(maxNodes: number) {
    this.maxNodes = maxNodes
    this.maxRuns = maxNodes * RUNS_PER_NODE
  }

  /** The variable that the node tests; {@link LEAF} for a leaf, which is beyond all others. */
  levelOf(node: number): number {
    return this.levels[node] ?? LEAF
  }

  /** The runs of a node: the last cell of each, and where it leads. */
  runsOf(node: number): readonly Run[] {
    const found: Run[] = []
    for (let at = this.starts[node] ?? 0; at < (this.starts[node + 1] ?? 0); at += 2) {
      found.push({ last: this.runs[at] ?? 0, target: this.runs[at + 1] ?? NONE })
    }
    return found
  }

  /** The set of all assignments in which the variable has a cell that is accepted. */
  test(level: number, cells: number, accepts: (cell: number) => boolean): number {
    const base = this.draft.length
    for (let cell = 0; cell < cells; cell++) this.push(base, cell, accepts(cell) ? ALL : NONE)
    return this.made(level, base)
  }

  and(a: number, b: number): number {
    if (a === NONE || b === NONE) return NONE
    return this.join(AND, a, b)
  }

  or(a: number, b: number): number {
    if (a === ALL || b === ALL) return ALL
    return this.join(OR, a, b)
  }

  /** What lies in `a` and not in `b`. */
  minus(a: number, b: number): number {
    if (a === NONE || b === ALL) return NONE
    return this.join(MINUS, a, b)
  }

  /** The answer to one question, or {@link UNKNOWN} where the budget did not reach. */
  ask(question: () => number): number {
    const kept = this.count
    this.looked = 0
    const answer = question()
    if (!this.exhausted) return answer
    this.forget(kept)
    return answer < kept ? answer : UNKNOWN
  }

  private join(op: number, a: number, b: number): number {
    if (a === UNKNOWN || b === UNKNOWN) return UNKNOWN
    const settled = settledBy(op, a, b)
    if (settled !== UNKNOWN) return settled
    // Only `minus` cares which operand comes first.
    const swap = op !== MINUS && a > b
    const [first, second] = swap ? [b, a] : [a, b]
    const slot = this.joinSlot(op, first, second)
    if (this.joins[slot] !== 0) return this.joins[slot + 2] ?? UNKNOWN
    if (++this.depth > MAX_DEPTH) this.exhausted = true
    const result = this.depth > MAX_DEPTH ? UNKNOWN : this.joinRuns(op, first, second)
    this.depth--
    if (result !== UNKNOWN) this.remember(op, first, second, result)
    return result
  }

  /** Walks the runs of both where they are at one level, else those of the upper. */
  private joinRuns(op: number, a: number, b: number): number {
    const [levelA, levelB] = [this.levelOf(a), this.levelOf(b)]
    const level = Math.min(levelA, levelB)
    const base = this.draft.length
    let atA = levelA === level ? (this.starts[a] ?? 0) : WHOLE
    let atB = levelB === level ? (this.starts[b] ?? 0) : WHOLE
    const end = levelA === level ? (this.starts[a + 1] ?? 0) : (this.starts[b + 1] ?? 0)
    while (levelA === level ? atA < end : atB < end) {
      const lastA = atA === WHOLE ? END : (this.runs[atA] ?? END)
      const lastB = atB === WHOLE ? END : (this.runs[atB] ?? END)
      const target = this.join(
        op,
        atA === WHOLE ? a : (this.runs[atA + 1] ?? NONE),
        atB === WHOLE ? b : (this.runs[atB + 1] ?? NONE),
      )
      if (target === UNKNOWN || ++this.looked > this.maxRuns) return this.giveUp(base)
      this.push(base, Math.min(lastA, lastB), target)
      if (atA !== WHOLE && lastA <= lastB) atA += 2
      if (atB !== WHOLE && lastB <= lastA) atB += 2
    }
    return this.made(level, base)
  }

  /** Adds a run to the draft that begins at `base`, or makes its last one longer. */
  private push(base: number, last: number, target: number): void {
    const { draft } = this
    if (draft.length > base && draft[draft.length - 1] === target) draft[draft.length - 2] = last
    else draft.push(last, target)
  }

  /** The node of the draft that begins at `base`, which is thereby done with. */
  private made(level: number, base: number): number {
    const { draft } = this
    if (draft.length - base === 2) {
      const target = draft[base + 1] ?? NONE
      draft.length = base
      return target
    }
    const slot = this.nodeSlot(level, base)
    const known = this.nodeTable[slot] ?? NONE
    if (known !== NONE) {
      draft.length = base
      return known
    }
    const start = this.starts[this.count] ?? 0
    const end = start + draft.length - base
    if (this.count >= this.maxNodes || end > 2 * this.maxRuns) return this.giveUp(base)
    this.reserve(end)
    for (let i = base; i < draft.length; i++) this.runs[start + i - base] = draft[i] ?? 0
    draft.length = base
    this.levels[this.count] = level
    this.starts[this.count + 1] = end
    this.nodeTable[slot] = this.count
    this.count++
    if (2 * this.count > this.nodeTable.length) this.fillNodeTable(2 * this.nodeTable.length)
    return this.count - 1
  }

  private giveUp(base: number): number {
    this.draft.length = base
    this.exhausted = true
    return UNKNOWN
  }

  /** Back to the nodes there were before. What was remembered may speak of later ones. */
  private forget(kept: number): void {
    this.exhausted = false
    this.count = kept
    this.fillNodeTable(this.nodeTable.length)
    this.forgetJoins()
  }

  private forgetJoins(): void {
    this.joins.fill(0)
    this.joinCount = 0
  }

  private reserve(runs: number): void {
    if (this.count >= this.levels.length) {
      this.levels = grown(this.levels, 2 * this.levels.length)
      this.starts = grown(this.starts, this.levels.length + 1)
    }
    while (runs > this.runs.length) this.runs = grown(this.runs, 2 * this.runs.length)
  }

  /** Where the node of that level and draft stands in the table, or would stand. */
  private nodeSlot(level: number, base: number): number {
    const { draft } = this
    const mask = this.nodeTable.length - 1
    let hash = level
    for (let i = base; i < draft.length; i++) hash = mixed(hash, draft[i] ?? 0)
    let slot = hash & mask
    for (;;) {
      const node = this.nodeTable[slot] ?? NONE
      if (node === NONE || this.isDraft(node, level, base)) return slot
      slot = (slot + 1) & mask
    }
  }

  private isDraft(node: number, level: number, base: number): boolean {
    const start = this.starts[node] ?? 0
    const length = (this.starts[node + 1] ?? 0) - start
    if (this.levels[node] !== level || length !== this.draft.length - base) return false
    for (let i = 0; i < length; i++) {
      if (this.runs[start + i] !== this.draft[base + i]) return false
    }
    return true
  }

  private fillNodeTable(size: number): void {
    this.nodeTable = new Int32Array(size)
    for (let node = 2; node < this.count; node++) {
      let hash = this.levels[node] ?? 0
      for (let i = this.starts[node] ?? 0; i < (this.starts[node + 1] ?? 0); i++) {
        hash = mixed(hash, this.runs[i] ?? 0)
      }
      let slot = hash & (size - 1)
      while (this.nodeTable[slot] !== NONE) slot = (slot + 1) & (size - 1)
      this.nodeTable[slot] = node
    }
  }

  private joinSlot(op: number, a: number, b: number): number {
    const second = OPERATIONS * b + op
    const size = this.joins.length / 3
    let slot = mixed(a, second) & (size - 1)
    while (this.joins[3 * slot] !== 0) {
      if (this.joins[3 * slot] === a && this.joins[3 * slot + 1] === second) break
      slot = (slot + 1) & (size - 1)
    }
    return 3 * slot
  }

  private remember(op: number, a: number, b: number, result: number): void {
    if (6 * ++this.joinCount > this.joins.length) this.growJoins()
    if (this.joinCount > JOINS_PER_NODE * this.maxNodes) this.forgetJoins()
    const slot = this.joinSlot(op, a, b)
    this.joins[slot] = a
    this.joins[slot + 1] = OPERATIONS * b + op
    this.joins[slot + 2] = result
  }

  private growJoins(): void {
    const before = this.joins
    this.joins = new Int32Array(2 * before.length)
    for (let at = 0; at < before.length; at += 3) {
      const [a = 0, second = 0, result = 0] = before.subarray(at, at + 3)
      if (a === 0) continue
      const op = second % OPERATIONS
      const slot = this.joinSlot(op, a, (second - op) / OPERATIONS)
      this.joins.set([a, second, result], slot)
    }
  }
}

/** A stretch of cells that lead to the same node. */
export interface Run {
  readonly last: number
  readonly target: number
}

export const NONE = 0
export const ALL = 1
/** What is not known, as the budget was spent. It is no node. */
export const UNKNOWN = -1
/** The level of a leaf. */
export const LEAF = 2 ** 31 - 1

/** How many runs a question may look at for each node that may be kept. */
const RUNS_PER_NODE = 16

/** How many results are remembered for each node that may be kept, over all questions. */
const JOINS_PER_NODE = 4

/** How many variables a question may go through, each being two calls deeper on the stack. */
const MAX_DEPTH = 1000

const AND = 0
const OR = 1
const MINUS = 2
const OPERATIONS = 3

/** The position in a diagram that begins further down: all cells lead to itself. */
const WHOLE = -1
const END = 2 ** 31 - 1

/** What an operation gives where a leaf or twice the same settles it, else {@link UNKNOWN}. */
function settledBy(op: number, a: number, b: number): number {
  switch (op) {
    case AND:
      if (a === NONE || b === NONE) return NONE
      if (a === ALL) return b
      return b === ALL || a === b ? a : UNKNOWN
    case OR:
      if (a === ALL || b === ALL) return ALL
      if (a === NONE) return b
      return b === NONE || a === b ? a : UNKNOWN
    default:
      if (a === NONE || b === ALL || a === b) return NONE
      return b === NONE ? a : UNKNOWN
  }
}

function mixed(hash: number, value: number): number {
  const next = Math.imul(hash ^ value, 0x9e3779b1)
  return (next ^ (next >>> 15)) >>> 0
}

function grown(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(length)
  longer.set(array)
  return longer
}
