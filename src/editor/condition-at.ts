import type { Span } from '../base/span.ts'
import { unreachable } from '../base/unreachable.ts'
import type { Condition } from '../compile/check/condition.ts'
import type { TypedPolicy } from '../compile/check/typed-policy.ts'
import { analyse } from '../compile/index.ts'
import { lowerCondition } from '../compile/lower/condition.ts'
import { newPlaces } from '../compile/lower/lowering.ts'
import { closeCondition } from '../compile/specialise/close-condition.ts'
import { type Closing, MAX_PARTS } from '../compile/specialise/closing.ts'
import { bindingsOf } from '../compile/specialise/specialise.ts'
import { sizeFault } from '../compile/term-size.ts'
import { normalize } from '../ir/normalize.ts'
import type { Term } from '../ir/term.ts'
import { quoteName, writeName } from '../syntax/quoted.ts'
import type { Document } from './document.ts'

/** A condition of a text, as a predicate in normal form for the defaults of the parameters. */
export interface Judged {
  readonly span: Span
  readonly pred: Term
}

/** The smallest condition that stands around an offset, in what has no errors. */
export function conditionAt(document: Document, offset: number): Judged | undefined {
  const aim: Aim = { offset, source: document.source.name, seen: new Set() }
  const here = document.program.main.file.items.find(
    ({ kind, span }) => kind === 'let' && span.start <= offset && offset <= span.end,
  )
  const policies =
    here?.kind === 'let'
      ? [policyOverLet(document, here.name.text)]
      : (document.sound.analysis?.program.policies ?? [])
  for (const policy of policies) {
    if (policy === undefined) continue
    const found = smallestAround([...policy.body.where, ...policy.body.prefers], aim)
    if (found !== undefined) return judged(found, policy, document)
  }
  return undefined
}

/** What a `let` of the document says; undefined where it is no condition, or has errors. */
export function conditionOfLet(document: Document, name: string): Judged | undefined {
  const policy = policyOverLet(document, name)
  const [condition] = policy?.body.where ?? []
  return policy && condition && judged(condition, policy, document)
}

/** A policy that asks for nothing but the `let`: so it is checked whether another asks for it. */
function policyOverLet(
  { source, workspace, sound }: Document,
  name: string,
): TypedPolicy | undefined {
  if (sound.analysis === undefined) return undefined
  const text = `${sound.text}\npolicy ${quoteName(ASKING)} = any where ${writeName(name)}`
  const { value } = analyse({ name: source.name, text }, workspace)
  return value?.program.policies.find(({ definition }) => definition.name === ASKING)
}

const ASKING = 'whoever asks'

/** What a policy lets pass, without the ranking's and the standing conditions. */
function judged(
  condition: Condition,
  policy: TypedPolicy,
  { workspace: { vocabulary } }: Document,
): Judged | undefined {
  if ([...policy.params.values()].some((param) => param.default === undefined)) return undefined
  const bindings = bindingsOf({ policy, args: new Map() }, [])
  const closing: Closing = { bindings, vocabulary, diagnostics: [], partsLeft: MAX_PARTS }
  const closed = closeCondition(condition, closing)
  if (closing.partsLeft < 0) return undefined
  const pred = normalize(lowerCondition(closed, { places: newPlaces(), tiers: vocabulary.tiers }))
  return sizeFault(pred) === undefined ? { span: condition.place.span, pred } : undefined
}

interface Aim {
  readonly offset: number
  readonly source: string
  /** A definition that is used twice is looked into once. */
  readonly seen: Set<Condition>
}

function smallestAround(conditions: readonly Condition[], aim: Aim): Condition | undefined {
  let best: Condition | undefined
  for (const each of conditions) {
    if (aim.seen.has(each)) continue
    aim.seen.add(each)
    const { place } = each
    const isAround =
      place.source === aim.source && place.span.start <= aim.offset && aim.offset <= place.span.end
    const found = smallestAround(partsOf(each), aim) ?? (isAround ? each : undefined)
    if (found !== undefined && (best === undefined || lengthOf(found) < lengthOf(best))) {
      best = found
    }
  }
  return best
}

function lengthOf({ place: { span } }: Condition): number {
  return span.end - span.start
}

function partsOf(condition: Condition): readonly Condition[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.operands
    case 'not':
      return [condition.operand]
    case 'match':
      return [...condition.arms.values()]
    case 'always':
    case 'compare':
    case 'known':
    case 'is':
    case 'subject':
    case 'has':
    case 'request':
    case 'test':
    case 'flag':
    case 'term':
      return []
    default:
      return unreachable(condition)
  }
}
