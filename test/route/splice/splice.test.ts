import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Spliced } from '../../../src/route/splice/parts.ts'
import { scanBody } from '../../../src/route/splice/scan-body.ts'
import { type Edit, splice } from '../../../src/route/splice/splice.ts'
import { type ResponseSigns, spliceResponse } from '../../../src/route/splice/splice-response.ts'
import { jsonDocument } from '../../arbitrary/json-document.ts'
import { runs } from '../../runs.ts'
import { joined, latin1, nameOf, type Outline, outlineOf } from './outline.ts'

const encoder = new TextEncoder()

function bodyOf(text: string) {
  const scanned = scanBody(encoder.encode(text))
  if (!scanned.ok) throw new Error(scanned.error.message)
  return scanned.value
}

function textOf({ parts, length }: Spliced): string {
  const bytes = Buffer.concat(parts)
  expect(bytes.length).toBe(length)
  expect(parts.every((part) => part.length > 0)).toBe(true)
  return bytes.toString('utf8')
}

const edited = (text: string, ...edits: readonly Edit[]): string =>
  textOf(splice(bodyOf(text), edits))

const set = (name: string, json: string): Edit => ({ kind: 'set', name, json })
const append = (name: string, json: string): Edit => ({ kind: 'append', name, json })
const remove = (name: string): Edit => ({ kind: 'remove', name })

const name = fc.oneof(
  fc.constantFrom('model', 'policy', 'x_router', 'stream', '__proto__', '', '1', '要', 'absent'),
  fc.string({ unit: 'binary', maxLength: 3 }),
)
const json = fc.oneof(
  fc.json({ maxDepth: 1 }),
  fc.constantFrom('1e400', '"\\ud800"', '{ "é" : 1 }'),
)

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constantFrom('set', 'append'), name, json }),
  fc.record({ kind: fc.constant('remove'), name }),
)

/** The last edit of each name. */
function inForce(edits: readonly Edit[]): ReadonlyMap<string, Edit> {
  return new Map(edits.map((edit) => [edit.name, edit]))
}

/** What each member is written as afterwards, key to value, in order. */
function membersAfter({ members }: Outline, edits: readonly Edit[]): readonly string[] {
  const left = new Map(inForce(edits))
  const kept = members.flatMap((member) => {
    const { key, colon, value } = member
    if (!inForce(edits).has(nameOf(member))) return [key + colon + value]
    const edit = left.get(nameOf(member))
    if (edit?.kind !== 'set') return []
    left.delete(nameOf(member))
    return [key + colon + latin1(encoder.encode(edit.json))]
  })
  const added = [...left.values()].flatMap((edit) =>
    edit.kind === 'remove' ? [] : [`${JSON.stringify(edit.name)}:${edit.json}`],
  )
  return [...kept, ...added.map((text) => latin1(encoder.encode(text)))]
}

/** The members as `JSON.parse` has them, with the edits made to these. */
function valueAfter(text: string, edits: readonly Edit[]): ReadonlyMap<string, unknown> {
  const members = new Map(Object.entries(JSON.parse(text)))
  for (const edit of inForce(edits).values()) {
    if (edit.kind === 'remove') members.delete(edit.name)
    else members.set(edit.name, JSON.parse(edit.json))
  }
  return members
}

describe('whatever the document and the edits', () => {
  const cases = [jsonDocument, fc.array(edit, { maxLength: 5 })] as const

  test('JSON.parse of the result is JSON.parse of the document with the edits made', () => {
    fc.assert(
      fc.property(...cases, (text, edits) => {
        const after = new Map(Object.entries(JSON.parse(edited(text, ...edits))))
        expect(after).toEqual(valueAfter(text, edits))
      }),
      runs(1000),
    )
  })

  test('members that no edit names keep their bytes and their order', () => {
    fc.assert(
      fc.property(...cases, (text, edits) => {
        const before = outlineOf(latin1(encoder.encode(text)))
        const after = outlineOf(latin1(encoder.encode(edited(text, ...edits))))
        const written = after.members.map(({ key, colon, value }) => key + colon + value)
        expect(written).toEqual(membersAfter(before, edits))
        expect(after.head.trimEnd()).toBe(before.head.trimEnd())
        expect(after.tail.trimStart()).toBe(before.tail.trimStart())
      }),
      runs(1000),
    )
  })

  test('where values are only replaced, every other byte stays', () => {
    fc.assert(
      fc.property(jsonDocument, json, fc.nat(), (text, value, pick) => {
        const before = outlineOf(latin1(encoder.encode(text)))
        expect(edited(text)).toBe(text)
        const names = before.members.map(nameOf)
        const chosen = names[pick % Math.max(1, names.length)]
        if (chosen === undefined || names.indexOf(chosen) !== names.lastIndexOf(chosen)) return
        const members = before.members.map((member) =>
          nameOf(member) === chosen ? { ...member, value: latin1(encoder.encode(value)) } : member,
        )
        const after = latin1(encoder.encode(edited(text, set(chosen, value))))
        expect(after).toBe(joined({ ...before, members }))
      }),
      runs(500),
    )
  })

  test('nothing that stays is copied', () => {
    fc.assert(
      fc.property(...cases, (text, edits) => {
        const body = bodyOf(text)
        const { parts } = splice(body, edits)
        const fresh = parts.filter(({ buffer }) => buffer !== body.bytes.buffer)
        const written = edits.map((edit) => (edit.kind === 'remove' ? '' : edit.name + edit.json))
        // A name may be written with escapes of six bytes, and comes with two quotes, colon, comma.
        const most = written.reduce((sum, text) => sum + 6 * text.length + 4, 0)
        expect(Buffer.concat(fresh).length).toBeLessThanOrEqual(most)
      }),
      runs(200),
    )
  })
})

describe('an edit', () => {
  // biome-ignore format: table
  test.each<[fact: string, text: string, edits: readonly Edit[], after: string]>([
    ['sets a value in its place', '{ "model" : "a" , "n":1e400}', [set('model', '"b"')], '{ "model" : "b" , "n":1e400}'],
    ['finds a key by what it means', '{"mod\\u0065l":1}', [set('model', '2')], '{"mod\\u0065l":2}'],
    ['leaves one of several members that it sets', '{"model":1,"n":0,"model":2}', [set('model', '3')], '{"model":3,"n":0}'],
    ['adds what is not there at the end', '{"n":[]\n}', [set('model', '"b"')], '{"n":[],"model":"b"\n}'],
    ['adds to an empty object', ' { } ', [set('a', '1'), set('b', '2')], ' {"a":1,"b":2 } '],
    ['removes the first member', '{ "p":1, "q":2 }', [remove('p')], '{ "q":2 }'],
    ['removes a member in the middle', '{"o":0, "p":1, "q":2}', [remove('p')], '{"o":0, "q":2}'],
    ['removes the last member', '{"o":0 , "p":1 }', [remove('p')], '{"o":0 }'],
    ['removes neighbours', '{"o":0, "p":1, "q":2, "r":3}', [remove('p'), remove('q')], '{"o":0, "r":3}'],
    ['removes all there is', '{ "p":1, "q":2 }', [remove('p'), remove('q')], '{  }'],
    ['removes every duplicate', '{"p":1,"o":0,"p":2}', [remove('p')], '{"o":0}'],
    ['removes what is not there', '{"o":0}', [remove('p')], '{"o":0}'],
    ['adds where all is removed', '{ "p":1 }', [remove('p'), set('a', '1')], '{ "a":1 }'],
    ['adds where the end is removed', '{"o":0, "p":1 }', [remove('p'), set('a', '1')], '{"o":0,"a":1 }'],
    ['appends what is there already', '{"x":1,"o":0}', [append('x', '2')], '{"o":0,"x":2}'],
    ['holds only if it is the last of its name', '{"o":0}', [set('o', '1'), remove('o'), set('o', '2')], '{"o":2}'],
    ['leaves members deeper down alone', '{"o":{"model":1},"model":2}', [remove('model')], '{"o":{"model":1}}'],
    ['writes a name as JSON has it', '{}', [set('"é\ud800', '1')], '{"\\"é\\ud800":1}'],
  ])('%s', (_, text, edits, after) => {
    expect(edited(text, ...edits)).toBe(after)
  })
})

describe('a response', () => {
  const answered = (text: string, signs: ResponseSigns): string =>
    textOf(spliceResponse(bodyOf(text), signs))
  const signs = { model: 'gpt-4.1-mini', xRouter: '{"attempts":1}' }

  // biome-ignore format: table
  test.each([
    ['{"id":"1","model":"gpt-4.1-mini-2025","choices":[]}\n', '{"id":"1","model":"gpt-4.1-mini","choices":[],"x_router":{"attempts":1}}\n'],
    ['{"x_router":0,"model":null}', '{"model":"gpt-4.1-mini","x_router":{"attempts":1}}'],
    ['{"id":"1"}', '{"id":"1","model":"gpt-4.1-mini","x_router":{"attempts":1}}'],
    ['{}', '{"model":"gpt-4.1-mini","x_router":{"attempts":1}}'],
  ])('names the served model and ends with the receipt: %j', (text, after) => {
    expect(answered(text, signs)).toBe(after)
  })
})
