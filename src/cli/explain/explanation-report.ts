import { unreachable } from '../../base/unreachable.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { type FailedClause, failedClauses } from '../../claims/failed-clauses.ts'
import { clauseWants, seenText } from '../../claims/part-text.ts'
import { clauseText } from '../../compile/clause-text.ts'
import type {
  DroppedOutcome,
  Explanation,
  RankedOutcome,
  RejectedOutcome,
} from '../../decide/index.ts'
import type { SelectionStep } from '../../decide/selection-reading.ts'
import { subtermAt } from '../../ir/term.ts'
import type { Report } from '../report/report-rows.ts'
import { type OriginOf, originsOf } from '../simulate/origin.ts'
import { policyTitle } from '../simulate/policy-title.ts'
import { relaxationTexts } from '../simulate/relaxation-text.ts'
import type { Scenario } from '../simulate/scenario.ts'
import { scoreText, short } from './score-text.ts'

/** Why a route is treated as it is, in the look of a diagnostic: the clause, what was seen there. */
export function explanationReport(
  explanation: Explanation,
  scenario: Pick<Scenario, 'policy' | 'vocabulary'>,
): Report {
  const { outcome } = explanation
  const telling: Telling = {
    explanation,
    vocabulary: scenario.vocabulary,
    title: policyTitle(scenario.policy),
    originOf: originsOf(scenario.policy),
  }
  switch (outcome.kind) {
    case 'rejected':
      return rejectedReport(outcome, telling)
    case 'dropped':
      return droppedReport(outcome, telling)
    case 'ranked':
      return rankedReport(outcome, telling)
    default:
      return unreachable(outcome)
  }
}

interface Telling {
  readonly explanation: Explanation
  readonly vocabulary: CatalogVocabulary
  readonly title: string
  readonly originOf: OriginOf
}

const NOTHING_MORE = { related: [], notes: [], help: undefined, fix: undefined } as const

function rejectedReport({ decidedBy, relaxation }: RejectedOutcome, telling: Telling): Report {
  const { explanation, vocabulary, title, originOf } = telling
  const failed = failedClauses(explanation)
  const deciding = failed.find(({ path }) => path === decidedBy) ?? failed[0]
  const others = failed.filter((clause) => clause !== deciding)
  const origin = originOf(deciding?.path ?? decidedBy)
  const texts = relaxation && relaxationTexts(relaxation, vocabulary, originOf)
  return {
    ...NOTHING_MORE,
    title: 'rejected',
    severity: 'error',
    message: `\`${explanation.candidate.cid}\` does not pass the filter of \`${title}\``,
    at: origin && { source: origin.source, span: origin.span, label: seenOf(deciding, vocabulary) },
    related: others.flatMap((clause) => {
      const place = originOf(clause.path)
      return place === undefined
        ? []
        : [{ source: place.source, span: place.span, label: seenOf(clause, vocabulary) }]
    }),
    notes: failed.map(
      (clause) => `${wantedOf(clause, vocabulary)}; seen: ${seenOf(clause, vocabulary)}`,
    ),
    help: texts === undefined ? undefined : `it would pass with ${texts.join(', and ')}`,
  }
}

function seenOf(failed: FailedClause | undefined, vocabulary: CatalogVocabulary): string {
  const part = failed?.part
  return part === undefined ? 'never holds' : seenText(part, vocabulary)
}

function wantedOf({ clause, part }: FailedClause, vocabulary: CatalogVocabulary): string {
  const wanted = clauseWants(clause, part, vocabulary)
  return part?.demand === undefined ? `wanted: \`${wanted}\`` : wanted
}

function droppedReport({ by }: DroppedOutcome, telling: Telling): Report {
  const { explanation, title, originOf } = telling
  const origin = originOf(by.path)
  return {
    ...NOTHING_MORE,
    title: 'left out',
    severity: 'warning',
    message: `\`${explanation.candidate.cid}\` passes the filter of \`${title}\`, and its selector leaves it out`,
    at: origin && { source: origin.source, span: origin.span, label: stepText(by, telling) },
    notes: [scoreNote(telling), ...stepNotes(telling)].filter((note) => note !== undefined),
  }
}

function rankedReport({ rank, of, first }: RankedOutcome, telling: Telling): Report {
  const { explanation, title, originOf } = telling
  const origin = originOf('$.policy[2]')
  const notes = [
    scoreNote(telling),
    ...stepNotes(telling),
    rank.position === 1
      ? undefined
      : `first is \`${first.candidate.cid}\` with ${short(first.score)}`,
    rank.tied ? 'a neighbour has the same score: the order of the catalog decides' : undefined,
  ]
  return {
    ...NOTHING_MORE,
    title: `ranked ${rank.position} of ${of}`,
    severity: 'info',
    message: `\`${explanation.candidate.cid}\` by \`${title}\``,
    at: origin && { source: origin.source, span: origin.span, label: `score ${short(rank.score)}` },
    notes: notes.filter((note) => note !== undefined),
  }
}

function scoreNote({ explanation: { score }, vocabulary }: Telling): string | undefined {
  if (score === undefined || score.term[0] === 'zero') return undefined
  return `score = ${scoreText(score, vocabulary)} = ${short(score.value)}`
}

/** What each step did, the last first; that healthy routes come first goes without saying. */
function stepNotes(telling: Telling): readonly string[] {
  return telling.explanation.selection
    .filter((step) => step.term[0] !== 'argmax' && !isHealthyFirst(step))
    .map((step) => stepText(step, telling))
}

function isHealthyFirst({ term, preferred }: SelectionStep): boolean {
  return preferred === true && JSON.stringify(term[1]) === '["not",["is","breaker_open"]]'
}

function stepText(
  { term, position, left, preferred, limit }: SelectionStep,
  { vocabulary }: Telling,
): string {
  const place = position === undefined ? 'left out' : `place ${position} of ${left}`
  switch (term[0]) {
    case 'prefer': {
      const side = preferred === true ? 'preferred' : 'not preferred'
      return `${side} by \`prefer ${clauseText(subtermAt(term, 1), vocabulary)}\`: ${place}`
    }
    case 'top_k':
      return `the first ${limit} are kept: ${place}`
    case 'chain':
      return `listed by \`in order\`: ${place}`
    case 'sample':
      return `drawn by \`sample ${term[1]}\`: ${place}`
    default:
      return `by \`${term[0]}\`: ${place}`
  }
}
