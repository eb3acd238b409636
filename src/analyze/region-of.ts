import type { CatalogVocabulary } from '../catalog/vocabulary.ts'
import { numberAt, subtermAt, subtermsOf, textAt } from '../decide/admitted.ts'
import { holds, relationOf } from '../decide/relation.ts'
import type { Term } from '../ir/term.ts'
import { ALL, type Diagram, NONE, UNKNOWN } from './diagram.ts'
import {
  fits,
  type NameVariable,
  type NumberVariable,
  type SwitchVariable,
  unforeseen,
  type Variables,
} from './variable.ts'

/** Where a predicate is drawn: the diagram, its variables, and the order of the tiers. */
export interface Drawing {
  readonly diagram: Diagram
  readonly variables: Variables
  readonly vocabulary: CatalogVocabulary
}

/** The node for the assignments in which the predicate holds. */
export function nodeOf(pred: Term, drawing: Drawing): number {
  const { diagram } = drawing
  switch (pred[0]) {
    case 'top':
      return ALL
    case 'bot':
      return NONE
    case 'not':
      return diagram.minus(ALL, nodeOf(subtermAt(pred, 1), drawing))
    case 'and':
      return joined(pred, drawing, (a, b) => diagram.and(a, b)) ?? ALL
    case 'or':
      return joined(pred, drawing, (a, b) => diagram.or(a, b)) ?? NONE
    default:
      return nodeOfAtom(pred, drawing)
  }
}

type Join = (a: number, b: number) => number

/**
 * The children joined, or undefined where there are none. From the bottom up each step adds a node
 * on top; the other way round it would copy them all. Those at one level are joined in pairs, and
 * the pairs in pairs, as a long list of names or bounds would else be walked for each of them.
 */
function joined(junction: Term, drawing: Drawing, join: Join): number | undefined {
  const { diagram } = drawing
  const byLevel = new Map<number, number[]>()
  for (const child of subtermsOf(junction)) {
    const node = nodeOf(child, drawing)
    const level = diagram.levelOf(node)
    const same = byLevel.get(level)
    if (same === undefined) byLevel.set(level, [node])
    else same.push(node)
  }
  const lowestFirst = [...byLevel.keys()].sort((a, b) => b - a)
  let sum: number | undefined
  for (const level of lowestFirst) {
    const node = inPairs(byLevel.get(level) ?? [], join)
    if (node !== undefined) sum = sum === undefined ? node : join(node, sum)
  }
  return sum
}

function inPairs(nodes: readonly number[], join: Join): number | undefined {
  let round = nodes
  while (round.length > 1) {
    const next: number[] = []
    for (let i = 0; i < round.length; i += 2) {
      const [a, b] = [round[i] ?? UNKNOWN, round[i + 1]]
      next.push(b === undefined ? a : join(a, b))
    }
    round = next
  }
  return round[0]
}

function nodeOfAtom(atom: Term, { diagram, variables, vocabulary }: Drawing): number {
  const level = variables.levelOf(atom)
  const variable = variables.list[level]
  if (variable === undefined) throw new Error(`there is no variable ${level}`)
  switch (variable.kind) {
    case 'number':
      return diagram.test(level, variable.cells, numberTest(atom, variable))
    case 'tier':
    case 'provider':
    case 'server':
    case 'family':
      return diagram.test(level, variable.cells, nameTest(atom, variable, vocabulary))
    default:
      return diagram.test(level, variable.cells, switchTest(variable))
  }
}

type CellTest = (cell: number) => boolean

function numberTest(comparison: Term, variable: NumberVariable): CellTest {
  const { lasts, line } = variable
  if (!fits(comparison, variable)) throw unforeseen(comparison)
  const relation = relationOf(textAt(comparison, 2))
  const bound = numberAt(comparison, 3)
  return (cell) => holds(lasts[cell] ?? line.absent ?? Number.NaN, relation, bound)
}

function nameTest(
  atom: Term,
  { indices, names }: NameVariable,
  { tiers }: CatalogVocabulary,
): CellTest {
  const name = textAt(atom, 1)
  if (atom[0] === 'min_tier') {
    const least = tiers.indexOf(name)
    return (cell) => {
      const tier = names[cell]
      return (tier === undefined ? -1 : tiers.indexOf(tier)) >= least
    }
  }
  const wanted = indices.get(name)
  if (wanted === undefined) throw unforeseen(atom)
  return (cell) => cell === wanted
}

/** Met comes before not met, false before true. */
function switchTest({ kind }: SwitchVariable): CellTest {
  const wanted = kind === 'demands' || kind === 'scope' ? 0 : 1
  return (cell) => cell === wanted
}
