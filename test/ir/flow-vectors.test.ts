import { describe, expect, test } from 'vitest'
import { admitFlow } from '../../src/ir/admit-flow.ts'
import { encodeFlow } from '../../src/ir/encode-flow.ts'
import type { LlmNode } from '../../src/ir/flow.ts'
import { cacheKeyFlow, fingerprintFlow } from '../../src/ir/flow-identity.ts'
import { normalizeFlow } from '../../src/ir/normalize-flow.ts'
import { runFlow } from '../../src/ir/run-flow.ts'
import { readVectors, type Vector, vocabularyOfVector } from './vectors.ts'

const vectors = readVectors().filter(({ input }) => input.kind === 'flow')
const title = (vector: Vector) => [`${vector.id} ${vector.group}`, vector] as const

describe('every flow vector', () => {
  test.each(vectors.map(title))('%s is encoded, identified and run as expected', (_, vector) => {
    const admitted = admitFlow(vector.input.flow, vocabularyOfVector(vector))
    if (!admitted.ok) throw new Error(`${admitted.error.path}: ${admitted.error.message}`)
    const flow = normalizeFlow(admitted.value)
    const prompts: { system: string; prompt: string }[] = []
    const stub = ({ system }: LlmNode, prompt: string) => {
      prompts.push({ system, prompt })
      return `<${Buffer.byteLength(prompt)}:${system}>`
    }
    const output = runFlow(flow, vector.input.input ?? '', stub)
    const { nf, encoding, fingerprint, sha256 } = vector.expect
    expect({
      nf: flow,
      encoding: encodeFlow(flow),
      fingerprint: cacheKeyFlow(flow),
      sha256: fingerprintFlow(flow),
      prompts,
      output,
    }).toEqual({
      nf,
      encoding,
      fingerprint,
      sha256: `sha256:${sha256}`,
      prompts: vector.expect.prompts,
      output: vector.expect.output,
    })
  })
})
