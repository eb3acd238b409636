import type { Path, Term } from '../ir/term.ts'
import { numberAt, type OperatorOf, rowOf, subtermAt, subtermsOf, textAt } from './admitted.ts'
import { type Demand, demandsOf, meetsDemand } from './demands.ts'
import {
  type Look,
  lookAtCapability,
  lookAtDemand,
  lookAtFlag,
  lookAtName,
  lookAtNumber,
  type Subject,
} from './look.ts'
import { compareMisses, type Miss, missOf } from './miss.ts'
import { servedBy, tierOf } from './observe.ts'
import { verdict } from './pred.ts'

/** A predicate as read for one candidate: every part of it, with what was seen there. */
export type Reading = JunctionReading | AtomReading

/** A part made of parts: `and`, `or`, `not`, or `meets_req` with the demands of the request. */
export interface JunctionReading extends Read {
  readonly kind: 'junction'
  readonly parts: readonly Reading[]
}

/** A part that looks at the candidate. */
export interface AtomReading extends Read, Look {
  readonly kind: 'atom'
  /** How far a number is from where it is wanted; undefined where it is there, or is no number. */
  readonly miss: Miss | undefined
  /** Set for a demand of the request, which the policy does not spell out. */
  readonly demand: Demand | undefined
}

interface Read extends Place {
  readonly term: Term
  readonly holds: boolean
}

/** Where a part of a predicate stands, and what is wanted of it. */
export interface Place {
  /** In the normalized policy: `$.policy[1].and[2]`. */
  readonly path: Path
  /** Whether the predicate as a whole wants this part to hold; below a `not` it does not. */
  readonly wanted: boolean
}

/** Reads a normalized predicate for a candidate, down to its last part. */
export function readPred(pred: Term, place: Place, subject: Subject): Reading {
  const holds = verdict(pred, subject.candidate, subject.context) === true
  const read = { ...place, term: pred, holds }
  const row = rowOf(READERS, pred)
  return 'parts' in row
    ? { kind: 'junction', ...read, parts: row.parts(pred, place, subject) }
    : atom(read, row.look(pred, subject), undefined)
}

/** The path of an argument, from the path of its term. */
export function pathInto(path: Path, term: Term, position: number): Path {
  return `${path}.${term[0]}[${position}]`
}

/** The clauses of a filter: the parts of its outermost `and`, or the whole of it. */
export function clausesOf(filter: Reading): readonly Reading[] {
  return filter.kind === 'junction' && filter.term[0] === 'and' ? filter.parts : [filter]
}

/** The parts that decide against what is wanted: those to look at when asking why. */
export function culprits(reading: Reading): readonly AtomReading[] {
  if (reading.holds === reading.wanted) return []
  return reading.kind === 'atom' ? [reading] : reading.parts.flatMap(culprits)
}

/** The culprit with the smallest miss, or the first where none numbers its distance. */
export function nearestPart(reading: Reading): AtomReading | undefined {
  const [nearest] = culprits(reading).toSorted((a, b) => compareMisses(a.miss, b.miss))
  return nearest
}

type Reader =
  | { readonly parts: (pred: Term, place: Place, subject: Subject) => readonly Reading[] }
  | { readonly look: (pred: Term, subject: Subject) => Look }

const READERS: Readonly<Record<OperatorOf<'Pred'>, Reader>> = {
  top: { look: () => lookAtName('anything', undefined, { bound: undefined }) },
  bot: { look: () => lookAtName('nothing', undefined, { bound: undefined }) },
  and: { parts: eachPart },
  or: { parts: eachPart },
  not: {
    parts: (pred, { path, wanted }, subject) => [
      readPred(subtermAt(pred, 1), { path: pathInto(path, pred, 1), wanted: !wanted }, subject),
    ],
  },
  meets_req: { parts: eachDemand },
  scope_matches: {
    look: (_, { candidate, context }) =>
      lookAtName('scope', candidate.scope, { bound: context.request?.scope }),
  },
  is: { look: (pred, subject) => lookAtFlag(textAt(pred, 1), subject) },
  cmp: { look: (pred, subject) => lookAtNumber(textAt(pred, 1), numberAt(pred, 3), subject) },
  tier_eq: { look: lookAtTier },
  min_tier: { look: lookAtTier },
  family_eq: {
    look: (pred, { candidate }) =>
      lookAtName('family', candidate.model_family, { bound: textAt(pred, 1) }),
  },
  provider_eq: {
    look: (pred, { candidate }) =>
      lookAtName('provider', candidate.provider_id, { bound: textAt(pred, 1) }),
  },
  served_by_eq: {
    look: (pred, { candidate }) =>
      lookAtName('served_by', servedBy(candidate), { bound: textAt(pred, 1) }),
  },
  has_cap: { look: (pred, subject) => lookAtCapability(textAt(pred, 1), subject) },
}

function lookAtTier(pred: Term, { candidate }: Subject): Look {
  return lookAtName('tier', candidate.tier, { bound: textAt(pred, 1), assumed: tierOf(candidate) })
}

function eachDemand(pred: Term, place: Place, subject: Subject): readonly Reading[] {
  return demandsOf(subject.context.request).map((demand) => {
    const holds = meetsDemand(demand, subject.candidate, subject.context)
    return atom({ ...place, term: pred, holds }, lookAtDemand(demand, subject), demand)
  })
}

function eachPart(pred: Term, { path, wanted }: Place, subject: Subject): readonly Reading[] {
  return subtermsOf(pred).map((child, i) =>
    readPred(child, { path: pathInto(path, pred, i + 1), wanted }, subject),
  )
}

function atom(read: Read, look: Look, demand: Demand | undefined): AtomReading {
  const miss = read.holds === read.wanted ? undefined : missOf(look.observed, look.bound)
  return { kind: 'atom', ...read, ...look, miss, demand }
}
