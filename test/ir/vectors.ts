import { readFileSync } from 'node:fs'
import { type Field, type Vocabulary, vocabularyOf } from '../../src/ir/vocabulary.ts'

/** What the tests here read of a conformance vector; the rest belongs to evaluation. */
export interface Vector {
  readonly id: string
  readonly group: string
  readonly input: {
    readonly kind?: 'term' | 'flow' | 'envelope'
    readonly term?: unknown
    readonly envelope?: unknown
    readonly flow?: unknown
    readonly input?: string
    readonly schema?: Schema
  }
  readonly expect: Expectation
}

interface Schema {
  readonly fields?: Readonly<Record<string, Field>>
  readonly tier_order?: readonly string[]
}

interface Expectation {
  readonly err?: string
  readonly sort?: string
  readonly nf?: unknown
  readonly encoding?: string
  readonly fingerprint?: string
  readonly sha256?: string
  readonly prompts?: readonly { readonly system: string; readonly prompt: string }[]
  readonly output?: string
}

/** Every line of `fixtures/vectors/core.jsonl`. */
export function readVectors(): readonly Vector[] {
  return readFileSync('fixtures/vectors/core.jsonl', 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/** The vocabulary that a vector declares, the core one included. */
export function vocabularyOfVector({ input }: Vector): Vocabulary {
  const { fields = {}, tier_order: tiers } = input.schema ?? {}
  return vocabularyOf(Object.entries(fields), tiers)
}
