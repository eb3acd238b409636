import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Roster } from '../../../src/route/server/roster.ts'
import { runs } from '../../runs.ts'

test('whoever came and did not leave is there, as in a set', () => {
  const steps = fc.array(fc.record({ member: fc.nat(8), comes: fc.boolean() }))
  fc.assert(
    fc.property(steps, (drawn) => {
      const set = new Set<number>()
      const roster = new Roster<number>()
      for (const { member, comes } of drawn) {
        if (!comes) expect(roster.delete(member)).toBe(set.delete(member))
        else if (!set.has(member)) {
          set.add(member)
          roster.add(member)
        }
        expect([...roster].sort()).toEqual([...set].sort())
        expect(roster.size).toBe(set.size)
      }
    }),
    runs(200),
  )
})

test('all who are there are told, whoever leaves meanwhile', () => {
  const roster = new Roster<string>()
  for (const name of ['a', 'b', 'c']) roster.add(name)
  const told = []
  for (const name of roster) {
    told.push(name)
    roster.delete(name)
  }
  expect(told).toEqual(['a', 'b', 'c'])
  expect(roster.size).toBe(0)
})
