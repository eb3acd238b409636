import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readVector } from '../../../src/decide/vector-input.ts'
import { STANDARD_VOCABULARY } from '../../../src/ir/index.ts'
import { normalizePolicy } from '../../../src/route/endpoints/normalize-policy.ts'

const TERM = [
  'policy',
  ['and', ['meets_req'], ['not', ['is', 'disabled']], ['cmp', 'price_out', 'le', 20]],
  ['scale', 1, ['neg', ['normalize', ['field', 'price_in']]]],
  ['argmax'],
  ['id'],
  ['always', { action: 'next_candidate' }],
]

test('a term comes back in normal form, with its names', () => {
  const answer = normalizePolicy({ policy_ir: TERM, context: 32_000 }, STANDARD_VOCABULARY)
  if (!answer.ok) throw new Error(answer.error.message)
  const { policy_ir, fingerprint, version, policy_id, identity, sort } = answer.value
  expect(policy_ir[2]).toEqual(['neg', ['normalize', ['field', 'price_in']]])
  expect(fingerprint).toMatch(/^\d+-\d+$/)
  expect(version).toBe('sigma-pol/v2')
  expect(policy_id).toMatch(/^[0-9a-f]{64}$/)
  expect(identity).toBe(`sha256:${policy_id}`)
  expect(sort).toBe('Policy')
  const again = normalizePolicy({ policy_ir }, STANDARD_VOCABULARY)
  expect(again).toEqual(answer)
})

test('the names are those of the conformance vectors', () => {
  const read = readFileSync('fixtures/vectors/core.jsonl', 'utf8')
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [readVector(JSON.parse(line))]))
  let seen = 0
  for (const vector of read) {
    if (typeof vector === 'string' || vector.input.kind !== 'term') continue
    const { term, scene } = vector.input
    const answer = normalizePolicy({ policy_ir: term }, scene.vocabulary)
    const { err, nf, fingerprint, sha256, sort } = vector.expect
    if (err !== undefined) {
      expect(answer.ok, vector.id).toBe(false)
      continue
    }
    seen += 1
    expect(answer, vector.id).toMatchObject({
      ok: true,
      value: { policy_ir: nf, fingerprint, policy_id: sha256, sort },
    })
  }
  expect(seen).toBeGreaterThan(100)
})

test('a term that would not run has no name', () => {
  const answer = normalizePolicy({ policy_ir: ['is', 'no_such_field'] }, STANDARD_VOCABULARY)
  expect(answer).toMatchObject({
    ok: false,
    error: { code: 'invalid_policy', param: 'policy_ir.is[1]' },
  })
})
