import type { Candidate } from '../catalog/candidate.ts'
import type { Path, Term } from '../ir/term.ts'
import { type OperatorOf, rowOf, subtermAt, subtermsOf, textAt } from './admitted.ts'
import type { Context } from './context.ts'
import { type Look, lookAtNumber } from './look.ts'
import { pathInto, type Reading, readPred } from './reading.ts'
import { type Range, rangeOf, scores } from './score.ts'

/** A score as it came about for one candidate: the value of every part. */
export interface ScoreReading {
  /** The place of the part in the normalized policy: `$.policy[2].add[1]`. */
  readonly path: Path
  readonly term: Term
  readonly value: number
  /** The scores that this one is made from. */
  readonly parts: readonly ScoreReading[]
  /** Of `field`: what was seen there. */
  readonly look: Look | undefined
  /** Of `gate`: its predicate as read for the candidate. */
  readonly gate: Reading | undefined
  /** Of `normalize`: the ends of what all survivors scored. */
  readonly range: Range | undefined
}

/** Who is scored, among whom. */
export interface Contestant {
  /** Those who survived the filter. */
  readonly population: readonly Candidate[]
  /** Which of them, from 0. */
  readonly index: number
  readonly context: Context
}

/** Reads a normalized scorer for one of a population. */
export function readScore(scorer: Term, path: Path, contestant: Contestant): ScoreReading {
  const { population, index, context } = contestant
  const value = scores(scorer, population, context)[index] ?? Number.NaN
  const parts = rowOf(
    PARTS,
    scorer,
  )(scorer).map(([position, part]) => readScore(part, pathInto(path, scorer, position), contestant))
  const extra = { look: undefined, gate: undefined, range: undefined }
  return { path, term: scorer, value, parts, ...extra, ...detail(scorer, path, contestant) }
}

type Part = readonly [position: number, part: Term]

/** The scores below each operation, with the positions at which they stand. */
const PARTS: Readonly<Record<OperatorOf<'Scorer'>, (scorer: Term) => readonly Part[]>> = {
  zero: () => [],
  lit: () => [],
  field: () => [],
  add: (scorer) => subtermsOf(scorer).map((part, i): Part => [i + 1, part]),
  scale: (scorer) => [[2, subtermAt(scorer, 2)]],
  gate: (scorer) => [[2, subtermAt(scorer, 2)]],
  neg: (scorer) => [[1, subtermAt(scorer, 1)]],
  normalize: (scorer) => [[1, subtermAt(scorer, 1)]],
  clamp: (scorer) => [[3, subtermAt(scorer, 3)]],
}

function detail(
  scorer: Term,
  path: Path,
  { population, index, context }: Contestant,
): Partial<ScoreReading> {
  const candidate = population[index]
  if (candidate === undefined) return {}
  switch (scorer[0]) {
    case 'field':
      return { look: lookAtNumber(textAt(scorer, 1), undefined, { candidate, context }) }
    case 'gate': {
      const place = { path: pathInto(path, scorer, 1), wanted: true }
      return { gate: readPred(subtermAt(scorer, 1), place, { candidate, context }) }
    }
    case 'normalize':
      return { range: rangeOf(scores(subtermAt(scorer, 1), population, context)) }
    default:
      return {}
  }
}
