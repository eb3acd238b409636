import { compareBytes } from '../base/byte-order.ts'
import { normalized } from '../decide/normalized.ts'
import { encodeNumber } from '../ir/encode-number.ts'
import { encodeText } from '../ir/encode-text.ts'
import { sha256OfText } from '../ir/fingerprint.ts'
import type { Term } from '../ir/term.ts'
import { Diagram, LEAF, type Run, UNKNOWN } from './diagram.ts'
import { nodeOf } from './region-of.ts'
import { MAX_NODES, type SpaceOptions } from './space.ts'
import { type NumberVariable, type Variable, variablesOf } from './variable.ts'

/**
 * The identity of what a filter means: under one vocabulary, filters that hold for the same
 * candidates, requests and states have the same, and others do not. Undefined where the budget
 * was spent.
 *
 * It is `sem:` and the SHA-256 in hex of a text that describes the diagram of the filter, and
 * nothing of how the filter was written. For `no_log and price_out <= 5` that is
 *
 * ```
 * sem/v1 2
 * 2 flag "no_log" 0:0 1:3
 * 3 number "price_out" 5:1 :0 absent:0
 * ```
 *
 * The first line names the root. A line after it is a node: its number, counted from 2 in the
 * order of the lines, what it tests, and where each answer leads; 0 is nothing, 1 is everything. A
 * range goes by its last value and the last range by none; `absent` stands where that is a value
 * apart. A name that leads elsewhere than the rest goes before it, in byte order.
 */
export function semanticHash(pred: Term, options: SpaceOptions): string | undefined {
  const { vocabulary, maxNodes = MAX_NODES } = options
  const normal = normalized(pred)
  const diagram = new Diagram(maxNodes)
  const variables = variablesOf([normal], vocabulary)
  const root = diagram.ask(() => nodeOf(normal, { diagram, variables, vocabulary }))
  if (root === UNKNOWN) return undefined
  const text = described(root, diagram, variables.list)
  return sha256OfText(text).replace('sha256:', 'sem:')
}

function described(root: number, diagram: Diagram, variables: readonly Variable[]): string {
  const numbers = new Map<number, number>([
    [0, 0],
    [1, 1],
  ])
  const queue: number[] = []
  const numberOf = (node: number): number => {
    const known = numbers.get(node)
    if (known !== undefined) return known
    numbers.set(node, numbers.size)
    queue.push(node)
    return numbers.size - 1
  }
  const lines = [`sem/v1 ${numberOf(root)}`]
  for (const node of queue) {
    const level = diagram.levelOf(node)
    const variable = variables[level]
    if (level === LEAF || variable === undefined) throw new Error('a leaf was queued')
    const parts = partsOf(diagram.runsOf(node), variable)
    const arcs = parts.map(({ label, target }) => `${label}:${numberOf(target)}`)
    lines.push(`${numberOf(node)} ${variable.kind} ${encodeText(variable.name)} ${arcs.join(' ')}`)
  }
  return lines.join('\n')
}

interface Part {
  readonly label: string
  readonly target: number
}

function partsOf(runs: readonly Run[], variable: Variable): readonly Part[] {
  switch (variable.kind) {
    case 'number':
      return rangesOf(runs, variable)
    case 'tier':
    case 'provider':
    case 'server':
    case 'family':
      return namesOf(runs, variable.names)
    default:
      return runs.map(({ last, target }) => ({ label: `${last}`, target }))
  }
}

/** The last range ends where the field does, so its end says nothing of the filter. */
function rangesOf(runs: readonly Run[], { lasts, line }: NumberVariable): readonly Part[] {
  const end = lasts.length - 1
  const parts: Part[] = []
  for (const { last, target } of runs) {
    if (last < end) parts.push({ label: encodeNumber(lasts[last] ?? Number.NaN), target })
    else if (parts.at(-1)?.label !== '') parts.push({ label: '', target })
  }
  if (line.absent !== undefined) parts.push({ label: 'absent', target: runs.at(-1)?.target ?? 0 })
  return parts
}

function namesOf(runs: readonly Run[], names: readonly string[]): readonly Part[] {
  const rest = runs.at(-1)?.target ?? 0
  const parts: { name: string; target: number }[] = []
  let cell = 0
  for (const { last, target } of runs) {
    for (; cell <= last; cell++) {
      const name = names[cell]
      if (name !== undefined && target !== rest) parts.push({ name, target })
    }
  }
  parts.sort((a, b) => compareBytes(a.name, b.name))
  return [
    ...parts.map(({ name, target }) => ({ label: encodeText(name), target })),
    { label: '', target: rest },
  ]
}
