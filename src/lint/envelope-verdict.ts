import { MAX_NODES, openSpace, type Region, type Space, type Witness } from '../analyze/index.ts'
import { compareBytes } from '../base/byte-order.ts'
import type { CatalogVocabulary } from '../catalog/index.ts'
import type { CompiledInstance } from '../compile/compile-instances.ts'
import { encode } from '../ir/index.ts'
import { subtermAt, type Term } from '../ir/term.ts'
import type { AskedPolicy } from './asked-policy.ts'
import { type Extents, extentsOf } from './extents.ts'

/** How a policy stands to a condition, over all values of the parameters that are open. */
export interface EnvelopeVerdict {
  readonly asked: AskedPolicy
  /** The open parameters on which it depends what the policy lets pass. */
  readonly open: readonly string[]
  /** With which values it lets pass a model for which the condition does not hold. */
  readonly outside: OutsideModel | undefined
  /** With which values it lets pass no model for which the condition holds, though it does others. */
  readonly excluded: Excluded | undefined
  /** What could not be decided, a sentence each. Nothing is said of it by the other members. */
  readonly gaps: readonly string[]
}

export interface OutsideModel {
  readonly instance: CompiledInstance
  readonly witness: Witness
  /** Whether it lies within the condition for some other values, or may: not all were looked at. */
  readonly isMended: boolean
}

export interface Excluded {
  readonly instance: CompiledInstance
  /** Whether it is so for all other values too. */
  readonly isAlways: boolean
}

export type EnvelopeJudge = (asked: AskedPolicy, envelope: Term) => EnvelopeVerdict

export interface JudgeOptions {
  readonly vocabulary: CatalogVocabulary
  /** How much a single question may take; {@link MAX_NODES} where absent. */
  readonly maxNodes?: number | undefined
  /** How many questions are asked in all, of a fraction of a millisecond mostly. */
  readonly maxQuestions?: number | undefined
}

/** Some seconds of usual questions. */
const MAX_QUESTIONS = 20_000

/** Each takes as long as the budget of a question lasts: of one policy, and in all. */
const MOST_UNDECIDED = { each: 3, all: 24 } as const

/** A judge for the callers of one router. What many of them may ask for is decided once. */
export function openEnvelopeJudge(options: JudgeOptions): EnvelopeJudge {
  const { vocabulary, maxNodes = MAX_NODES } = options
  const known = new Map<unknown, Map<string, Kept>>()
  let questionsLeft = options.maxQuestions ?? MAX_QUESTIONS
  let undecidedLeft: number = MOST_UNDECIDED.all

  return (asked, envelope) => {
    const { extents, verdicts } = keptOf(asked)
    const key = encode(envelope)
    const verdict = verdicts.get(key) ?? judged(asked, extents, envelope)
    verdicts.set(key, verdict)
    return { ...verdict, asked }
  }

  function keptOf({ applied, place }: AskedPolicy): Kept {
    const ofPolicy = known.get(applied.policy) ?? new Map<string, Kept>()
    known.set(applied.policy, ofPolicy)
    const values = [...applied.args].map(([param, { value }]) => [param.name, value] as const)
    const key = JSON.stringify(values.sort(([a], [b]) => compareBytes(a, b)))
    const before = ofPolicy.get(key)
    if (before !== undefined) return before
    const made: Kept = { extents: extentsOf({ applied, place }, vocabulary), verdicts: new Map() }
    ofPolicy.set(key, made)
    return made
  }

  function judged(asked: AskedPolicy, extents: Extents, envelope: Term): EnvelopeVerdict {
    const { open, relaxed, widest, narrowest } = extents
    const inside = { asked, open, outside: undefined, excluded: undefined, gaps: [] }
    // Whatever the policy lets pass, a relaxed one does too.
    for (const instances of relaxed) {
      if (outsideOf(instances, envelope).kind === 'inside') return inside
      const [first] = instances
      if (first !== undefined && instances.every((each) => isExcluded(each, envelope))) {
        return { ...inside, excluded: { instance: first, isAlways: true } }
      }
    }
    const found = outsideOf(widest.instances, envelope)
    const excluded = [...narrowest, ...widest.instances].find((each) => isExcluded(each, envelope))
    const isMended = (): boolean =>
      widest.gaps.length > 0 ||
      narrowest.some((each) => outsideOf([each], envelope).kind === 'inside')
    const isAlways = (): boolean =>
      widest.gaps.length === 0 && widest.instances.every((each) => isExcluded(each, envelope))
    return {
      asked,
      open,
      outside: found.kind === 'outside' ? { ...found, isMended: isMended() } : undefined,
      excluded: excluded && { instance: excluded, isAlways: isAlways() },
      // What is outside for some values need not be looked at for others.
      gaps: found.kind === 'outside' ? [] : [...widest.gaps, ...found.gaps],
    }
  }

  function outsideOf(instances: readonly CompiledInstance[], envelope: Term): Outcome {
    const gaps: string[] = []
    let isShut = false
    for (const instance of instances) {
      const space = spaceFor(instance, envelope)
      if (space === undefined || gaps.length === MOST_UNDECIDED.each || undecidedLeft === 0) {
        gaps.push('there is too much to be decided in one run')
        break
      }
      const { outside, both } = regionsOf(space, instance, envelope)
      const isInside = space.isEmpty(outside)
      if (isInside === true) continue
      // Where nothing is left at all, it is not of interest what is cut.
      if (isInside === false && space.isEmpty(both) === true) {
        isShut = true
        continue
      }
      const witness = isInside === false ? space.witness(outside) : undefined
      if (witness !== undefined) return { kind: 'outside', instance, witness }
      undecidedLeft -= 1
      const where = instance.label === '' ? '' : ` for \`${instance.label}\``
      gaps.push(`it could not be decided${where} within ${maxNodes} nodes`)
    }
    if (gaps.length > 0) return { kind: 'undecided', gaps }
    return { kind: isShut ? 'shut' : 'inside', gaps }
  }

  function isExcluded(instance: CompiledInstance, envelope: Term): boolean {
    const space = spaceFor(instance, envelope)
    if (space === undefined) return false
    const { passing, both } = regionsOf(space, instance, envelope)
    // What lets nothing pass by itself is told where it stands.
    return space.isEmpty(both) === true && space.isEmpty(passing) === false
  }

  function spaceFor(instance: CompiledInstance, envelope: Term): Space | undefined {
    if (questionsLeft === 0) return undefined
    questionsLeft -= 1
    return openSpace([filterOf(instance), envelope], { vocabulary, maxNodes })
  }
}

type Outcome =
  /** `shut` where all that is not inside leaves nothing at all. */
  | { readonly kind: 'inside' | 'shut' | 'undecided'; readonly gaps: readonly string[] }
  | (Omit<OutsideModel, 'isMended'> & { readonly kind: 'outside' })

/** What is kept of a policy for certain values of its parameters. */
interface Kept {
  readonly extents: Extents
  /** By the condition. */
  readonly verdicts: Map<string, EnvelopeVerdict>
}

interface Regions {
  readonly passing: Region
  /** What passes, and the condition does not hold for. */
  readonly outside: Region
  readonly both: Region
}

function regionsOf(space: Space, instance: CompiledInstance, envelope: Term): Regions {
  const passing = space.of(filterOf(instance))
  const allowed = space.of(envelope)
  return {
    passing,
    outside: space.minus(passing, allowed),
    both: space.and(passing, allowed),
  }
}

function filterOf({ policy }: CompiledInstance): Term {
  return subtermAt(policy.policy_ir, 1)
}
