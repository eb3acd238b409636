import { describe, expect, test } from 'vitest'
import { isSelected, type Selection, selectionOf } from '../../../src/cli/trace/selection.ts'
import type { ReceiptRecord } from '../../../src/trace/index.ts'

const NOW = Date.parse('2026-12-01T00:00:00Z')

const NOTHING = {
  since: undefined,
  until: undefined,
  'policy-name': [],
  caller: [],
  id: [],
}

function selection(options: Partial<Parameters<typeof selectionOf>[0]>): Selection {
  const made = selectionOf({ ...NOTHING, ...options }, NOW)
  if (!made.ok) throw new Error(made.error.message)
  return made.value
}

function receipt(members: object): ReceiptRecord {
  const base = { id: '01A', at: '2026-11-30T12:00:00.000Z', policy: {}, request: {} }
  return { ...base, ...members } as unknown as ReceiptRecord
}

describe('a receipt is selected by', () => {
  test.each([
    [{}, {}, true],
    [{ since: '2026-11-30' }, { at: '2026-11-30T00:00:00.000Z' }, true],
    [{ since: '2026-11-30' }, { at: '2026-11-29T23:59:59.999Z' }, false],
    [{ until: '2026-11-30' }, { at: '2026-11-30T23:59:59.999Z' }, true],
    [{ until: '2026-11-30' }, { at: '2026-12-01T00:00:00.000Z' }, false],
    [{ since: '2026-11-30T13:00:00+01:00' }, {}, true],
    [{ since: '2026-11-30T13:00:00.001+01:00' }, {}, false],
    [{ since: '12h' }, {}, true],
    [{ since: '719m' }, {}, false],
    [{ since: '1d', until: '1h' }, {}, true],
    [{ since: '1w' }, { at: 'whenever' }, false],
    [{ 'policy-name': ['a', 'b'] }, { policy: { name: 'b' } }, true],
    [{ 'policy-name': ['a'] }, {}, false],
    [{ caller: ['acme'] }, { request: { caller: 'acme' } }, true],
    [{ caller: ['acme'] }, { request: { caller: 'acme2' } }, false],
    [{ id: ['02', '01'] }, {}, true],
    [{ id: ['01B'] }, {}, false],
  ])('%j of %j: %s', (options, members, expected) => {
    expect(isSelected(selection(options), receipt(members))).toBe(expected)
  })
})

test.each([
  [{ since: 'yesterday' }, 'option `--since` needs a time, not `yesterday`'],
  [{ until: '2026-02-30' }, 'option `--until` needs a time, not `2026-02-30`'],
  [{ until: '2026-11-30T25:00:00Z' }, 'option `--until` needs a time, not `2026-11-30T25:00:00Z`'],
  [{ since: '1h', until: '1d' }, 'no time is since `1h` and until `1d`'],
  [{ id: [''] }, 'option `--id` needs at least a character'],
])('%j is refused', (options, message) => {
  expect(selectionOf({ ...NOTHING, ...options }, NOW)).toMatchObject({ error: { message } })
})
