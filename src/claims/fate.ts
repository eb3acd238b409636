import { clauseText } from '../compile/clause-text.ts'
import type { Wording } from '../compile/problem.ts'
import { type Explanation, explain, nearestMisses, type Ranked } from '../decide/index.ts'
import type { Decided } from './decided.ts'
import { failedClauses } from './failed-clauses.ts'
import { clauseWants, seenText } from './part-text.ts'
import { isOfRoute } from './routes.ts'

/** What became of a route, for a report. */
export interface Fate {
  readonly label: string
  /** The clauses that keep it out, where they stand. */
  readonly also: NonNullable<Wording['also']>
  readonly notes: readonly string[]
}

/** What the policy does with the first candidate of a route. */
export function fateOf(route: string, decided: Decided): Fate {
  const candidate = decided.scene.candidates.find((each) => isOfRoute(each, route))
  const explanation = candidate && explainIn(decided, candidate.cid)
  if (explanation === undefined) return { label: 'no candidate there', also: [], notes: [] }
  const { outcome } = explanation
  switch (outcome.kind) {
    case 'ranked':
      return {
        label: `number ${outcome.rank.position} of ${outcome.of}`,
        also: [],
        notes: outcome.rank.position > MOST_RANKED ? [rankingNote(outcome.rank)] : [],
      }
    case 'dropped':
      return {
        label: `passes, but ${droppedBy(outcome.by.term)} leaves it out`,
        also: [],
        notes: [],
      }
    default: {
      const reasons = reasonsIn(explanation, decided)
      return { label: 'rejected', also: placedReasons(reasons), notes: unplacedReasons(reasons) }
    }
  }
}

export function explainIn({ subject, scene }: Decided, cid: string): Explanation | undefined {
  const { candidates, context } = scene
  return explain({ policy: subject.policy_ir, candidates, context }, cid)
}

function droppedBy([op, count]: Explanation['filter']['term']): string {
  return op === 'top_k' ? `\`take ${count}\`` : op === 'chain' ? '`in order`' : `\`${op}\``
}

/** Why a candidate is kept out. */
export interface Reason {
  readonly text: string
  readonly place: NonNullable<Wording['also']>[number] | undefined
}

/** The clauses that keep a candidate out, with what was seen of it. */
export function reasonsIn(explanation: Explanation, decided: Decided): readonly Reason[] {
  const { vocabulary } = decided
  return failedClauses(explanation).map(({ path, clause, part }) => {
    const wanted = clauseWants(clause, part, vocabulary)
    const seen = part === undefined ? 'never holds' : seenText(part, vocabulary)
    const place = decided.placeOf(path)
    return {
      text: `\`${wanted}\`: ${seen}`,
      place: place && { ...place, label: seen },
    }
  })
}

const MOST_REASONS = 3

export function placedReasons(reasons: readonly Reason[]): Fate['also'] {
  return reasons.flatMap(({ place }) => place ?? []).slice(0, MOST_REASONS)
}

/** The reasons that stand nowhere in the file. */
export function unplacedReasons(reasons: readonly Reason[]): readonly string[] {
  const texts = reasons.filter(({ place }) => place === undefined).map(({ text }) => text)
  return texts.slice(0, MOST_REASONS)
}

/** The first few as they are tried, with their scores. */
export function rankingNotes({ decision: { ranked } }: Decided): readonly string[] {
  return ranked.slice(0, MOST_RANKED).map(rankingNote)
}

const MOST_RANKED = 3

function rankingNote({ position, candidate, score, tied }: Ranked): string {
  const tie = tied ? ', tied' : ''
  return `${position}. \`${candidate.cid}\`, score ${Number(score.toPrecision(6))}${tie}`
}

/** Whom leaving out a clause would let in: the clauses that keep out most by themselves first. */
export function nearestOut({ subject, scene, vocabulary }: Decided): readonly string[] {
  return nearestMisses(subject.policy_ir, scene.candidates, scene.context)
    .toSorted((a, b) => b.failedAlone - a.failedAlone || b.failed - a.failed)
    .slice(0, MOST_RANKED)
    .map(({ clause, failed, failedAlone, nearest: { candidate, part } }) => {
      const alone = failedAlone === 0 ? '' : `, ${failedAlone} of them alone`
      const seen = part === undefined ? '' : `: ${seenText(part, vocabulary)}`
      return `\`${clauseText(clause, vocabulary)}\` keeps out ${failed}${alone}; nearest is \`${candidate.cid}\`${seen}`
    })
}
