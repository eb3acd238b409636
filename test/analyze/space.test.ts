import { describe, expect, test } from 'vitest'
import {
  compareFilters,
  conflict,
  equivalent,
  implies,
  openSpace,
  satisfiable,
  semanticHash,
  tautology,
} from '../../src/analyze/index.ts'
import { STANDARD_CATALOG_VOCABULARY as vocabulary } from '../../src/catalog/vocabulary.ts'
import type { Term } from '../../src/ir/term.ts'
import { accepts } from './brute-force.ts'

const options = { vocabulary }

const has = (name: string): Term => ['has_cap', name]
const NO_LOG: Term = ['is', 'no_log']
const TEE: Term = ['is', 'has_tee']

/** Pairs of which one comes long before the other: a diagram has to remember all the first. */
function crossed(pairs: number): Term {
  return [
    'or',
    ...Array.from({ length: pairs }, (_, i): Term => ['and', has(`a${i}`), has(`b${i}`)]),
  ]
}

describe('a region', () => {
  const space = openSpace([NO_LOG, TEE, ['cmp', 'quality', 'ge', 0.7]], options)
  const [noLog, tee] = [space.of(NO_LOG), space.of(TEE)]

  test('and its complement are everything, and have nothing in common', () => {
    expect(space.isAll(space.or(noLog, space.not(noLog)))).toBe(true)
    expect(space.isEmpty(space.and(noLog, space.not(noLog)))).toBe(true)
    expect(space.isEmpty(space.minus(noLog, noLog))).toBe(true)
  })

  test('lies within every union with it, and holds every intersection', () => {
    expect(space.within(noLog, space.or(noLog, tee))).toBe(true)
    expect(space.within(space.and(noLog, tee), noLog)).toBe(true)
    expect(space.within(space.or(noLog, tee), noLog)).toBe(false)
    expect(space.within(space.none, noLog)).toBe(true)
    expect(space.within(space.all, noLog)).toBe(false)
  })

  test('has a witness that the filters it was made of confirm', () => {
    const witness = space.witness(space.minus(noLog, tee))
    expect(witness && [accepts(NO_LOG, witness), accepts(TEE, witness)]).toEqual([true, false])
    expect(space.witness(space.none)).toBeUndefined()
    expect(space.witness(space.all)).toMatchObject({ candidate: { cid: 'provider/model' } })
  })

  test('of something that the space was not opened with is a mistake of the program', () => {
    expect(() => space.of(['is', 'disabled'])).toThrow('the space was opened without `is disabled`')
    expect(() => space.of(['cmp', 'quality', 'ge', 0.6])).toThrow('without `cmp quality ge 0.6`')
  })
})

describe('what grows beyond the budget', () => {
  const hostile = crossed(40)
  const options = { vocabulary, maxNodes: 20_000 }

  test('is answered as unknown, whatever the question', () => {
    expect(satisfiable(hostile, options)).toEqual({ kind: 'unknown' })
    expect(tautology(hostile, options)).toEqual({ kind: 'unknown' })
    expect(implies(hostile, NO_LOG, options)).toEqual({ kind: 'unknown' })
    expect(equivalent(hostile, NO_LOG, options)).toEqual({ kind: 'unknown' })
    expect(compareFilters(hostile, NO_LOG, options)).toEqual({ relation: 'unknown' })
    expect(conflict([hostile, NO_LOG], options)).toBeUndefined()
    expect(semanticHash(hostile, options)).toBeUndefined()
  })

  test('spoils no other question of the space', () => {
    const space = openSpace([hostile, NO_LOG, TEE], options)
    const before = space.and(space.of(NO_LOG), space.of(TEE))
    expect(space.isEmpty(space.of(hostile))).toBeUndefined()
    expect(space.witness(space.of(hostile))).toBeUndefined()
    expect(space.within(before, space.of(NO_LOG))).toBe(true)
    expect(space.isEmpty(space.and(before, space.of(TEE)))).toBe(false)
    expect(space.isEmpty(space.and(space.none, space.of(hostile)))).toBe(true)
  })

  test('is unknown however its operands are ordered', () => {
    const turned: Term = ['or', ...hostile.slice(1).toReversed()]
    expect(satisfiable(turned, options)).toEqual({ kind: 'unknown' })
  })

  test('is known with a larger budget, and sooner unknown with a smaller', () => {
    expect(satisfiable(crossed(10), { vocabulary, maxNodes: 100 })).toEqual({ kind: 'unknown' })
    expect(satisfiable(crossed(10), options).kind).toBe('yes')
  })

  test('or goes through more than a thousand things is unknown, never too deep', () => {
    const many = Array.from({ length: 3000 }, (_, i) => has(`${i}`))
    expect(tautology(['and', ...many], options)).toEqual({ kind: 'unknown' })
    expect(satisfiable(['and', ...many], options).kind).toBe('yes')
  })
})

describe('large diagrams', () => {
  test('keep their meaning while the tables grow', () => {
    const pairs = 10
    const space = openSpace([crossed(pairs), ...names(pairs)], options)
    let byHand = space.none
    for (let i = 0; i < pairs; i++) {
      byHand = space.or(space.and(space.of(has(`a${i}`)), space.of(has(`b${i}`))), byHand)
    }
    const region = space.of(crossed(pairs))
    expect([space.within(region, byHand), space.within(byHand, region)]).toEqual([true, true])
    const outside = space.witness(space.not(region))
    expect(outside && accepts(crossed(pairs), outside)).toBe(false)
  })

  test('of parity have two nodes for each thing, however they are written', () => {
    const flags = names(4)
    const odd = flags.reduce((sum: Term, each): Term => exclusive(sum, each), ['bot'])
    const even: Term = ['not', flags.toReversed().reduce((sum, each) => exclusive(each, sum), BOT)]
    expect(compareFilters(odd, ['not', even], options)).toEqual({ relation: 'equivalent' })
    expect(implies(odd, even, options)).toMatchObject({ kind: 'no' })
  })

  test('of a list of a thousand names are small', () => {
    const list = Array.from({ length: 1000 }, (_, i): Term => ['provider_eq', `p${i}`])
    const most: Term = ['or', ...list.slice(1)]
    expect(compareFilters(most, ['or', ...list], options)).toMatchObject({
      relation: 'narrower',
      onlyInB: { candidate: { provider_id: 'p0' } },
    })
  })
})

const BOT: Term = ['bot']

function names(pairs: number): readonly Term[] {
  return ['a', 'b'].flatMap((side) => Array.from({ length: pairs }, (_, i) => has(`${side}${i}`)))
}

function exclusive(a: Term, b: Term): Term {
  return ['or', ['and', a, ['not', b]], ['and', ['not', a], b]]
}
