import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type BoundedGroups,
  type GroupKind,
  groupOf,
  mergeGroups,
  newGroups,
  settle,
} from '../../../src/trace/stats/bounded-groups.ts'
import { runs } from '../../runs.ts'

const KIND: GroupKind<{ count: number }> = {
  most: 3,
  make: () => ({ count: 0 }),
  merge: (into, from) => {
    into.count += from.count
  },
}

type Names = readonly (string | undefined)[]

function counted(names: Names): BoundedGroups<{ count: number }> {
  const groups = newGroups<{ count: number }>()
  for (const name of names) groupOf(groups, name, KIND).count += 1
  return groups
}

function told(groups: BoundedGroups<{ count: number }>) {
  settle(groups, KIND)
  const named = [...groups.named].map(([name, { count }]) => [name ?? null, count])
  return { named: named.sort(), others: groups.others?.count ?? 0 }
}

const names = fc.array(
  fc.constantFrom(undefined, ...'abcdefghijklmnop', '__proto__', 'constructor'),
)

test('whatever the order and the split, the same names are told apart', () => {
  fc.assert(
    fc.property(names, fc.nat(), (drawn, at) => {
      const split = drawn.length === 0 ? 0 : at % drawn.length
      const merged = counted(drawn.slice(split))
      mergeGroups(merged, counted(drawn.slice(0, split)), KIND)
      expect(told(merged)).toEqual(told(counted(drawn)))
      expect(told(counted(drawn.toReversed()))).toEqual(told(counted(drawn)))
    }),
    runs(500),
  )
})

test('the first in byte order are told apart, the rest together, and no name is apart', () => {
  expect(told(counted([...'fedcba', undefined, 'a']))).toEqual({
    named: [
      [null, 1],
      ['a', 2],
      ['b', 1],
      ['c', 1],
    ],
    others: 3,
  })
})

test('a name that is too long is cut', () => {
  const [name] = counted(['x'.repeat(10_000)]).named.keys()
  expect(name).toBe(`${'x'.repeat(119)}…`)
})
