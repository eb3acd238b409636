import type { Diagnostic, Fix } from '../base/diagnostic.ts'
import { unreachable } from '../base/unreachable.ts'
import type { Candidate } from '../catalog/candidate.ts'
import type { CompiledExpectation } from '../compile/index.ts'
import { writeInstead } from '../compile/problem.ts'
import type { Ranked } from '../decide/index.ts'
import { quoteText } from '../syntax/quoted.ts'
import { problem } from './codes.ts'
import type { Decided } from './decided.ts'
import { fateOf, nearestOut, rankingNotes } from './fate.ts'
import { judgeReason } from './judge-reason.ts'
import { isOfRoute } from './routes.ts'

export interface Verdict {
  /** Undefined where it is as expected. */
  readonly diagnostic: Diagnostic | undefined
  /** What could be expected in place of what is, for it to be as it is now. */
  readonly now: string | undefined
}

export const AS_EXPECTED: Verdict = { diagnostic: undefined, now: undefined }

type ExpectationOf<Kind> = CompiledExpectation & { readonly kind: Kind }

/** Holds an expectation, of which every route is known, against what the policy decided. */
export function judge(expectation: CompiledExpectation, decided: Decided): Verdict {
  switch (expectation.kind) {
    case 'picks':
      return expectation.negated
        ? judgeNeverPicks(expectation, decided)
        : judgePicks(expectation, decided)
    case 'rejects':
      return judgeRejects(expectation, decided)
    case 'keeps':
      return judgeKeeps(expectation, decided)
    case 'orders':
      return judgeOrders(expectation, decided)
    default:
      return unreachable(expectation)
  }
}

function judgePicks(expectation: ExpectationOf<'picks'>, decided: Decided): Verdict {
  const { route, subject, expected } = expectation
  const [first] = decided.decision.ranked
  if (first !== undefined && isOfRoute(first.candidate, route)) return AS_EXPECTED
  const now = first && quoteText(first.candidate.cid)
  const fate = fateOf(route, decided)
  return {
    now,
    diagnostic: problem('UH3211', expected, {
      message:
        first === undefined
          ? `\`${subject.name}\` picks nothing, so not \`${route}\``
          : `\`${subject.name}\` picks \`${first.candidate.cid}\`, not \`${route}\``,
      label: fate.label,
      also: fate.also,
      notes: [...rankingNotes(decided), ...fate.notes],
      fix: now === undefined ? undefined : replacing(expectation, now),
    }),
  }
}

function judgeNeverPicks(expectation: ExpectationOf<'picks'>, decided: Decided): Verdict {
  const { route, subject, expected } = expectation
  const [first] = decided.decision.ranked
  if (first === undefined || !isOfRoute(first.candidate, route)) return AS_EXPECTED
  return {
    now: undefined,
    diagnostic: problem('UH3212', expected, {
      message: `\`${subject.name}\` picks \`${first.candidate.cid}\`, which it never should`,
      label: 'picked',
      notes: rankingNotes(decided),
    }),
  }
}

function judgeRejects(expectation: ExpectationOf<'rejects'>, decided: Decided): Verdict {
  const { route, because, subject, expected } = expectation
  const { rejected } = decided.decision
  const isRejected = (candidate: Candidate): boolean =>
    rejected.some((each) => each.candidate === candidate)
  const candidates = decided.scene.candidates.filter((each) => isOfRoute(each, route))
  if (candidates.every(isRejected)) {
    if (because === undefined) return AS_EXPECTED
    const diagnostic = judgeReason({ ...expectation, because }, candidates, decided)
    return { diagnostic, now: undefined }
  }
  const fate = fateOf(route, decided)
  return {
    now: undefined,
    diagnostic: problem('UH3213', expected, {
      message: `\`${subject.name}\` does not reject \`${route}\``,
      label: fate.label,
      notes: fate.notes,
    }),
  }
}

function judgeKeeps(expectation: ExpectationOf<'keeps'>, decided: Decided): Verdict {
  const { atLeast, subject, expected } = expectation
  const { ranked } = decided.decision
  if (ranked.length >= atLeast) return AS_EXPECTED
  // That nothing is kept is no expectation to write down.
  const now = ranked.length === 0 ? undefined : `${ranked.length}`
  return {
    now,
    diagnostic: problem('UH3215', expected, {
      message: `\`${subject.name}\` keeps ${countOf(ranked.length)}, not at least ${atLeast}`,
      label: ranked.length === 0 ? 'nothing is left' : `${ranked.length} left`,
      notes: [...rankingNotes(decided), ...nearestOut(decided)],
      fix: now === undefined ? undefined : replacing(expectation, now),
    }),
  }
}

/** They are tried first, in that order. */
function judgeOrders(expectation: ExpectationOf<'orders'>, decided: Decided): Verdict {
  const { routes, subject } = expectation
  const { ranked } = decided.decision
  const at = routes.findIndex(({ text }, i) => !isRouteOf(ranked[i], text))
  const wanted = routes[at]
  if (wanted === undefined) return AS_EXPECTED
  const found = ranked[at]
  const first = ranked.slice(0, routes.length).map(({ candidate }) => candidate.cid)
  const now = first.length === 0 ? undefined : first.map(quoteText).join(', ')
  const fate = fateOf(wanted.text, decided)
  return {
    now,
    diagnostic: problem('UH3216', wanted.place, {
      message:
        found === undefined
          ? `\`${subject.name}\` tries ${countOf(ranked.length)}, so \`${wanted.text}\` is not number ${at + 1}`
          : `number ${at + 1} that \`${subject.name}\` tries is \`${found.candidate.cid}\`, not \`${wanted.text}\``,
      label: fate.label,
      also: fate.also,
      notes: [...rankingNotes(decided), ...fate.notes],
      fix: now === undefined ? undefined : replacing(expectation, now),
    }),
  }
}

function isRouteOf(ranked: Ranked | undefined, route: string): boolean {
  return ranked !== undefined && isOfRoute(ranked.candidate, route)
}

function countOf(count: number): string {
  return count === 0 ? 'no route' : count === 1 ? '1 route' : `${count} routes`
}

function replacing({ expected }: CompiledExpectation, text: string): Fix {
  return { ...writeInstead(expected.span, text), title: `expect \`${text}\`` }
}
