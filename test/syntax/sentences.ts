import fc from 'fast-check'
import { type Gbnf, type Node, ruleOf } from './gbnf.ts'

/** Random texts that a grammar derives. */
export function sentences(grammar: Gbnf): fc.Arbitrary<string> {
  const heights = heightsOf(grammar)
  return fc
    .tuple(fc.infiniteStream(fc.nat(999)), fc.integer({ min: 5, max: 60 }))
    .map(([numbers, patience]) => {
      const below = (bound: number) => (numbers.next().value ?? 0) % bound
      return writer({ grammar, heights, below })(ruleOf(grammar, 'root'), patience)
    })
}

interface Dice {
  readonly grammar: Gbnf
  readonly heights: ReadonlyMap<string, number>
  /** A random number below a bound. */
  readonly below: (bound: number) => number
}

/** Writes what a node derives; out of patience, the shallowest of it. */
function writer({ grammar, heights, below }: Dice): (node: Node, patience: number) => string {
  const write = (node: Node, patience: number): string => {
    switch (node.kind) {
      case 'text':
        return node.text
      case 'one': {
        const fit = CHARACTERS.filter((each) => {
          node.shape.lastIndex = 0
          return node.shape.test(each)
        })
        return fit[below(fit.length)] ?? ''
      }
      case 'all':
        return node.nodes.map((each) => write(each, patience - 1)).join('')
      case 'rule':
        return write(ruleOf(grammar, node.name), patience - 1)
      case 'any': {
        const least = Math.min(...node.nodes.map((each) => height(each, heights)))
        const fit = node.nodes.filter((each) => patience > 0 || height(each, heights) === least)
        return fit[below(fit.length)] === undefined
          ? ''
          : write(fit[below(fit.length)] ?? node, patience - 1)
      }
      case 'times': {
        const count = patience > 0 ? Math.min(node.most, node.least + below(3)) : node.least
        return Array.from({ length: count }, () => write(node.node, patience - 1)).join('')
      }
    }
  }
  return write
}

const CHARACTERS = [...' \t\n\rabcdefghijklmnopqrstuvwxyzABCXYZ_0123456789+-"\\/`#ñ€𝄞']

/** How deep the shallowest text of each rule is. */
function heightsOf(grammar: Gbnf): ReadonlyMap<string, number> {
  const heights = new Map<string, number>()
  for (let changed = true; changed; ) {
    changed = false
    for (const [name, node] of grammar) {
      const now = height(node, heights) + 1
      if (now < (heights.get(name) ?? Number.POSITIVE_INFINITY)) {
        heights.set(name, now)
        changed = true
      }
    }
  }
  return heights
}

function height(node: Node, heights: ReadonlyMap<string, number>): number {
  switch (node.kind) {
    case 'text':
    case 'one':
      return 0
    case 'rule':
      return heights.get(node.name) ?? Number.POSITIVE_INFINITY
    case 'all':
      return Math.max(...node.nodes.map((each) => height(each, heights)))
    case 'any':
      return Math.min(...node.nodes.map((each) => height(each, heights)))
    case 'times':
      return node.least === 0 ? 0 : height(node.node, heights)
  }
}
