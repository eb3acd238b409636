import type { Diagnostic } from '../base/diagnostic.ts'
import type { Candidate } from '../catalog/candidate.ts'
import type { CompiledExpectation, CompiledReason } from '../compile/index.ts'
import type { Reading } from '../decide/index.ts'
import { culprits } from '../decide/reading.ts'
import { encode } from '../ir/encode.ts'
import { childrenOf } from '../ir/subterms.ts'
import type { Term } from '../ir/term.ts'
import { problem } from './codes.ts'
import type { Decided } from './decided.ts'
import { explainIn, placedReasons, reasonsIn, unplacedReasons } from './fate.ts'

type Rejecting = CompiledExpectation & {
  readonly kind: 'rejects'
  readonly because: CompiledReason
}

/** UH3214 where a rejected route is not rejected for that reason, among others. */
export function judgeReason(
  { because, subject, route }: Rejecting,
  candidates: readonly Candidate[],
  decided: Decided,
): Diagnostic | undefined {
  for (const { cid } of candidates) {
    const explanation = explainIn(decided, cid)
    if (explanation === undefined || isReason(because, explanation.filter)) continue
    const reasons = reasonsIn(explanation, decided)
    return problem('UH3214', because.place, {
      message: `\`${subject.name}\` rejects \`${route}\` for another reason`,
      label: faultOf(because, explanation.filter),
      also: placedReasons(reasons),
      notes: unplacedReasons(reasons),
      help: 'the reason is a part of the filter that does not hold for the route',
    })
  }
  return undefined
}

/** A comparison of the field, or a part that says just this, keeps it out. */
function isReason(because: CompiledReason, filter: Reading): boolean {
  if (because.kind === 'field') {
    return culprits(filter).some(({ subject }) => subject === because.field)
  }
  const failing = failingParts(filter)
  const parts = conjunctsOf(because.term)
  const told = parts.map((part) => encode(part))
  const written = partsOf(filter)
  return told.every((each) => written.has(each)) && told.some((each) => failing.has(each))
}

function conjunctsOf(term: Term): readonly Term[] {
  return term[0] === 'and' ? childrenOf(term) : [term]
}

/** What stands in a filter, in any place where it is wanted. */
function partsOf(filter: Reading): ReadonlySet<string> {
  return new Set(readings(filter).map(({ term }) => encode(term)))
}

/** The parts that do not hold and are among what keeps the route out. */
function failingParts(filter: Reading): ReadonlySet<string> {
  return new Set(
    readings(filter, ({ holds, wanted }) => holds !== wanted)
      .filter(({ holds }) => !holds)
      .map(({ term }) => encode(term)),
  )
}

function readings(
  reading: Reading,
  enters: (part: Reading) => boolean = () => true,
): readonly Reading[] {
  if (!enters(reading)) return []
  const inner = reading.kind === 'atom' ? [] : reading.parts
  return [reading, ...inner.flatMap((part) => readings(part, enters))]
}

/** Why what was given is not the reason. */
function faultOf(because: CompiledReason, filter: Reading): string {
  const isAsked =
    because.kind === 'field'
      ? readings(filter).some((part) => part.kind === 'atom' && part.subject === because.field)
      : conjunctsOf(because.term).every((part) => partsOf(filter).has(encode(part)))
  return isAsked ? 'does not keep it out' : 'not asked for'
}
