import type { Candidate } from '../catalog/candidate.ts'
import {
  CORE_VOCABULARY,
  DEFAULT_TIERS,
  type Field,
  type Vocabulary,
  vocabularyOf,
} from '../ir/vocabulary.ts'
import type { Context, CustomTransform, Keyed, RequestParams } from './context.ts'
import { entryOf } from './context.ts'
import { decodeContext, isRecord, recordFrom } from './decode-context.ts'

/** A conformance vector, read: what goes in, and the members that have to come out. */
export interface Vector {
  readonly id: string
  readonly input: VectorInput
  readonly expect: Keyed<unknown>
}

export type VectorInput =
  | { readonly kind: 'term'; readonly term: unknown; readonly scene: Scene }
  | {
      readonly kind: 'envelope'
      readonly term: unknown
      readonly envelope: unknown
      readonly scene: Scene
    }
  | { readonly kind: 'flow'; readonly flow: unknown; readonly text: string; readonly scene: Scene }

/** Everything a term is evaluated over. */
export interface Scene {
  readonly vocabulary: Vocabulary
  readonly candidates: readonly Candidate[]
  /** One for each candidate, where a selector is put to the test. */
  readonly scored: readonly number[]
  readonly request: RequestParams
  readonly kinds: readonly string[]
  readonly context: Context
}

/** Reads a vector, or says in one sentence what is wrong with it. */
export function readVector(value: unknown): Vector | string {
  if (!isRecord(value)) return 'a vector is an object with `id`, `input` and `expect`'
  if (isDeeperThan(value, MAX_LEVELS)) return `it is nested more than ${MAX_LEVELS} levels deep`
  const { id, input, expect } = value
  if (typeof id !== 'string') return '`id` is not a text'
  if (!isRecord(input)) return '`input` is not an object'
  if (!isRecord(expect)) return '`expect` is not an object'
  const scene = readScene(input)
  if (typeof scene === 'string') return scene
  const read = readInput(input, scene)
  return typeof read === 'string' ? read : { id, input: read, expect }
}

/** Above every limit of admission, and far below what recursion can walk. */
const MAX_LEVELS = 256

function isDeeperThan(value: unknown, levels: number): boolean {
  let row: readonly unknown[] = [value]
  for (let level = 0; level <= levels; level++) {
    row = row.flatMap((item) =>
      typeof item === 'object' && item !== null ? Object.values(item) : [],
    )
    if (row.length === 0) return false
  }
  return true
}

function readInput(input: Keyed<unknown>, scene: Scene): VectorInput | string {
  const { kind = 'term', term, envelope, flow } = input
  switch (kind) {
    case 'term':
      return { kind, term, scene }
    case 'envelope':
      return { kind, term, envelope, scene }
    case 'flow':
      return typeof input.input === 'string'
        ? { kind, flow, text: input.input, scene }
        : '`input.input` is not a text'
    default:
      return `\`input.kind\` is ${JSON.stringify(kind)}, not one of term flow envelope`
  }
}

function readScene(input: Keyed<unknown>): Scene | string {
  const { candidates = [], scored = [], kinds = [], customs = [] } = input
  if (!Array.isArray(candidates) || !candidates.every(isCandidate)) {
    return '`input.candidates` is not a list of objects with `cid`, `provider_id`, `model_family`'
  }
  const scores = Array.isArray(scored) ? scored.map(numberOf) : []
  if (!Array.isArray(scored) || !scores.every((score) => score !== undefined)) {
    return '`input.scored` is not a list of numbers'
  }
  if (!isTexts(kinds)) return '`input.kinds` is not a list of texts'
  if (!isTexts(customs)) return '`input.customs` is not a list of texts'
  const vocabulary = readVocabulary(input.schema)
  if (typeof vocabulary === 'string') return vocabulary
  const context: Context = {
    ...decodeContext(input.ctx),
    vocabulary,
    order: 'as given',
    customs: new Map([...CUSTOMS].filter(([name]) => customs.includes(name))),
  }
  return {
    vocabulary,
    candidates,
    scored: scores,
    request: recordFrom(input.request),
    kinds,
    context,
  }
}

/** The transforms that a vector may name. */
const CUSTOMS: ReadonlyMap<string, CustomTransform> = new Map<string, CustomTransform>([
  ['noop', (request) => request],
  ['mark', (request, { provider_id }) => ({ ...request, marked: provider_id })],
])

function isCandidate(value: unknown): value is Candidate {
  return (
    isRecord(value) &&
    ['cid', 'provider_id', 'model_family'].every((key) => typeof entryOf(value, key) === 'string')
  )
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

/** The core vocabulary and what the schema adds to it; never the fields of a catalog. */
function readVocabulary(schema: unknown): Vocabulary | string {
  if (schema === undefined) return CORE_VOCABULARY
  const { fields, tier_order: tiers = DEFAULT_TIERS } = recordFrom(schema)
  if (!isTexts(tiers)) return '`input.schema.tier_order` is not a list of texts'
  const extensions: [string, Field][] = []
  for (const [name, value] of Object.entries(recordFrom(fields))) {
    const field = readField(value)
    if (field === undefined) return `\`input.schema.fields\` declares ${JSON.stringify(name)} badly`
    extensions.push([name, field])
  }
  return vocabularyOf(extensions, tiers)
}

function readField(value: unknown): Field | undefined {
  const { sort, default: absent } = recordFrom(value)
  const number = numberOf(absent)
  if (sort === 'Num' && number !== undefined) return { sort, default: number }
  return sort === 'Bool' && typeof absent === 'boolean' ? { sort, default: absent } : undefined
}

/** A number, or one of the texts that stand for those JSON cannot write. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' ? NOT_FINITE.get(value) : undefined
}

/** The text that stands for a number JSON cannot write. */
export function spellNumber(number: number): string {
  const spelled = [...NOT_FINITE].find(([, value]) => Object.is(value, number))
  return spelled?.[0] ?? `${number}`
}

const NOT_FINITE: ReadonlyMap<string, number> = new Map([
  ['inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['nan', Number.NaN],
])
