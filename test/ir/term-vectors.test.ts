import { describe, expect, test } from 'vitest'
import { admit } from '../../src/ir/admit.ts'
import { cacheKey } from '../../src/ir/cache-key.ts'
import { compose } from '../../src/ir/compose.ts'
import { encode } from '../../src/ir/encode.ts'
import { fingerprint } from '../../src/ir/fingerprint.ts'
import { normalize } from '../../src/ir/normalize.ts'
import type { Term } from '../../src/ir/term.ts'
import { readVectors, type Vector, vocabularyOfVector } from './vectors.ts'

const vectors = readVectors().filter(({ input }) => input.kind !== 'flow')
const title = (vector: Vector) => [`${vector.id} ${vector.group}`, vector] as const

describe('every term vector', () => {
  test('is among the 283 that are kept', () => {
    expect(readVectors()).toHaveLength(283)
    expect(vectors.length + 8).toBe(283)
  })

  test.each(vectors.filter(({ expect: { err } }) => err !== undefined).map(title))(
    '%s is refused where the vector says',
    (_, vector) => {
      const outcome = admit(vector.input.term, vocabularyOfVector(vector))
      const place = vector.expect.err?.split(': ')[0]
      expect(outcome).toMatchObject({
        ok: false,
        error: { path: expect.stringContaining(`${place}`) },
      })
    },
  )

  test.each(vectors.filter(({ expect: { err } }) => err === undefined).map(title))(
    '%s has the expected normal form, encoding and identity',
    (_, vector) => {
      const term = effectiveTerm(vector)
      expect({
        nf: term,
        encoding: encode(term),
        fingerprint: cacheKey(term),
        sha256: fingerprint(term),
      }).toEqual({
        nf: vector.expect.nf,
        encoding: vector.expect.encoding,
        fingerprint: vector.expect.fingerprint,
        sha256: `sha256:${vector.expect.sha256}`,
      })
    },
  )

  test.each(vectors.filter(({ expect: { sort } }) => sort !== undefined).map(title))(
    '%s has the expected sort',
    (_, vector) => {
      const outcome = admit(vector.input.term, vocabularyOfVector(vector))
      expect(outcome).toMatchObject({ ok: true, value: { sort: vector.expect.sort } })
    },
  )
})

function effectiveTerm(vector: Vector): Term {
  const term = admitted(vector.input.term, vector)
  if (vector.input.envelope === undefined) return normalize(term)
  return compose(term, admitted(vector.input.envelope, vector))
}

function admitted(value: unknown, vector: Vector): Term {
  const outcome = admit(value, vocabularyOfVector(vector))
  if (!outcome.ok) throw new Error(`${outcome.error.path}: ${outcome.error.message}`)
  return outcome.value.term
}
