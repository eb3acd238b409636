import type { CatalogVocabulary } from '../catalog/vocabulary.ts'
import { numberAt, subtermAt, subtermsOf, textAt } from '../decide/admitted.ts'
import { holds, relationOf } from '../decide/relation.ts'
import type { Term } from '../ir/term.ts'
import { ALL, type Diagram, NONE } from './diagram.ts'
import type { NameVariable, NumberVariable, SwitchVariable, Variables } from './variable.ts'

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
      return lowestFirst(pred, drawing).reduce((sum, node) => diagram.and(node, sum), ALL)
    case 'or':
      return lowestFirst(pred, drawing).reduce((sum, node) => diagram.or(node, sum), NONE)
    default:
      return nodeOfAtom(pred, drawing)
  }
}

/** From the bottom up each step adds a node on top; the other way round it would copy them all. */
function lowestFirst(junction: Term, drawing: Drawing): readonly number[] {
  const { diagram } = drawing
  const nodes = subtermsOf(junction).map((child) => nodeOf(child, drawing))
  return nodes.sort((a, b) => diagram.levelOf(b) - diagram.levelOf(a))
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

function numberTest(comparison: Term, { lasts, line }: NumberVariable): CellTest {
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
  return (cell) => cell === wanted
}

/** Met comes before not met, false before true. */
function switchTest({ kind }: SwitchVariable): CellTest {
  const wanted = kind === 'demands' || kind === 'scope' ? 0 : 1
  return (cell) => cell === wanted
}
