import { compareBytes } from '../base/byte-order.ts'
import { isRecord } from './decode-context.ts'
import type { Evaluator } from './evaluator.ts'
import { KERNELS } from './kernel-evaluator.ts'
import { REFERENCE } from './reference.ts'
import { type Answer, answerVector } from './vector-answer.ts'
import { agrees, agreesNearly } from './vector-difference.ts'
import { readVector, spellNumber, type Vector } from './vector-input.ts'

/** What replaying one vector showed. */
export interface VectorOutcome {
  /** The vector's own name, or undefined where it has none. */
  readonly id: string | undefined
  readonly passed: boolean
  /** What differs; empty when the vector passed. */
  readonly differences: readonly Difference[]
}

export interface Difference {
  /** The member of `expect` that differs; `vector` where the vector itself is malformed. */
  readonly member: string
  /** Which of the two evaluators differs. */
  readonly evaluator: EvaluatorName
  /** Both as JSON text, for people. */
  readonly expected: string
  readonly actual: string
}

type EvaluatorName = keyof typeof EVALUATORS

const EVALUATORS = { kernels: KERNELS, reference: REFERENCE } as const satisfies Record<
  string,
  Evaluator
>

/**
 * Replays a conformance vector through both evaluators: admission, normal form, encoding,
 * identities and meaning. Every member of `expect` is compared: scores within 1e-12 of their
 * size, everything else exactly, a refusal by whether there is one.
 *
 * Total over parsed JSON: a malformed vector fails with a message.
 */
export function replayVector(vector: unknown): VectorOutcome {
  const read = readVector(vector)
  const differences = typeof read === 'string' ? [malformed(read)] : [...differencesOf(read)]
  const id = typeof read === 'string' ? undefined : read.id
  return { id, passed: differences.length === 0, differences }
}

function malformed(message: string): Difference {
  const expected = 'a conformance vector'
  return { member: 'vector', evaluator: 'reference', expected, actual: message }
}

function* differencesOf(vector: Vector): Iterable<Difference> {
  for (const [name, evaluator] of Object.entries(EVALUATORS)) {
    const answer = answerVector(vector.input, evaluator)
    for (const difference of compare(vector, answer)) {
      // The names are the keys of the table.
      yield { evaluator: name as EvaluatorName, ...difference }
    }
  }
}

type Compared = Omit<Difference, 'evaluator'>

function compare({ expect }: Vector, answer: Answer): readonly Compared[] {
  const refused = 'refusal' in answer
  const expected = Object.hasOwn(expect, 'err')
  if (refused && expected) return []
  if (refused) {
    const { path, message } = answer.refusal
    const actual = `refused at ${path}: ${message}`
    return [{ member: 'err', expected: 'an admitted term', actual }]
  }
  if (expected) return [{ member: 'err', expected: 'a refusal', actual: 'admitted' }]
  const { members } = answer
  return Object.entries(expect).flatMap(([member, expected]) => {
    const actual = Object.hasOwn(members, member) ? members[member] : undefined
    const same = member === 'scores' ? agreesNearly : agrees
    if (same(expected, actual)) return []
    return [{ member, expected: shown(expected), actual: shown(actual) }]
  })
}

/** A value as one line of JSON, keys in order; what JSON cannot write is spelled out. */
function shown(value: unknown): string {
  const text = JSON.stringify(value, (_, item: unknown) => {
    if (typeof item === 'number' && !Number.isFinite(item)) return spellNumber(item)
    if (!isRecord(item)) return item
    const entries = Object.entries(item).sort(([a], [b]) => compareBytes(a, b))
    return Object.fromEntries(entries)
  })
  return text ?? 'nothing'
}
