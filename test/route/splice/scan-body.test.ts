import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memberOf, memberValue } from '../../../src/route/splice/body.ts'
import { SCAN_LIMITS, scanBody } from '../../../src/route/splice/scan-body.ts'
import { jsonDocument } from '../../arbitrary/json-document.ts'
import { runs } from '../../runs.ts'
import { latin1, nameOf, outlineOf } from './outline.ts'

const encoder = new TextEncoder()
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** What `scanBody` has to accept: UTF-8 that `JSON.parse` takes for an object. */
function isObject(bytes: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(strict.decode(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

function scanned(text: string) {
  const result = scanBody(encoder.encode(text))
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

function faultIn(text: string) {
  const result = scanBody(encoder.encode(text))
  return result.ok ? undefined : result.error
}

describe('members', () => {
  test('stand where a slow reader finds them', () => {
    fc.assert(
      fc.property(jsonDocument, (text) => {
        const { bytes, members } = scanned(text)
        const slices = members.map(({ name, keyStart, keyEnd, valueStart, valueEnd }) => ({
          name,
          key: latin1(bytes.subarray(keyStart, keyEnd)),
          value: latin1(bytes.subarray(valueStart, valueEnd)),
        }))
        const expected = outlineOf(latin1(bytes)).members.map((member) => ({
          name: nameOf(member),
          key: member.key,
          value: member.value,
        }))
        expect(slices).toEqual(expected)
      }),
      runs(500),
    )
  })

  test('have the value that JSON.parse answers', () => {
    fc.assert(
      fc.property(jsonDocument, (text) => {
        const body = scanned(text)
        const whole = new Map(Object.entries(JSON.parse(text)))
        const own = body.members.map(({ name }) => [name, memberValue(body, name)] as const)
        expect(new Map(own)).toEqual(whole)
      }),
      runs(300),
    )
  })

  test('are found by what their keys mean; of several the last holds', () => {
    const body = scanned('{"mod\\u0065l": 1, "a": [2], "model": {"model": 3}}')
    expect(memberValue(body, 'model')).toEqual({ model: 3 })
    expect(memberValue(body, 'mod\\u0065l')).toBeUndefined()
    expect(memberOf(body, 'a')).toMatchObject({
      keyStart: 18,
      keyEnd: 21,
      valueStart: 23,
      valueEnd: 26,
    })
  })

  test('are found in bytes that lie anywhere in a larger buffer', () => {
    const text = '{"a":"0123456789 0123456789 0123456789","b":"é"}'
    for (let offset = 0; offset < 9; offset++) {
      const pool = encoder.encode(`${'"'.repeat(offset)}${text}""""""""`)
      const result = scanBody(pool.subarray(offset, pool.length - 8))
      expect(result.ok && memberValue(result.value, 'b')).toBe('é')
    }
  })
})

describe('what is accepted is what JSON.parse accepts', () => {
  const byte = fc.oneof(
    fc.constantFrom(...encoder.encode('{}[]:,"\\u0123.eE+-truefalsn \n\t\0')),
    fc.nat(255),
  )
  const damage = fc.record({
    at: fc.nat(),
    remove: fc.constantFrom(0, 1, 1, 2),
    insert: fc.array(byte, { maxLength: 2 }),
  })

  test('after bytes of a document were changed', () => {
    let accepted = 0
    fc.assert(
      fc.property(jsonDocument, fc.array(damage, { maxLength: 2 }), (text, damages) => {
        let bytes = [...encoder.encode(text)]
        for (const { at, remove, insert } of damages) {
          bytes = bytes.toSpliced(at % (bytes.length + 1), remove, ...insert)
        }
        const { ok } = scanBody(Uint8Array.from(bytes))
        if (ok) accepted++
        expect(ok).toBe(isObject(Uint8Array.from(bytes)))
      }),
      runs(3000),
    )
    expect(accepted).toBeGreaterThan(0)
  })

  test('of every beginning of a document', () => {
    const bytes = encoder.encode(
      '{"a" : [1.5e+3, -0, true,null,{"é\\u00e9": "💥\\n"}], "b":false } ',
    )
    for (let end = 0; end <= bytes.length; end++) {
      expect(scanBody(bytes.subarray(0, end)).ok).toBe(isObject(bytes.subarray(0, end)))
    }
  })

  test('for every byte at every place of a text', () => {
    for (let place = 0; place < 18; place++) {
      const bytes = encoder.encode(`{"":"${'x'.repeat(18)}"}`)
      for (let value = 0; value < 256; value++) {
        bytes[5 + place] = value
        expect([place, value, scanBody(bytes).ok]).toEqual([place, value, isObject(bytes)])
      }
    }
  })

  test('for whatever follows a byte outside of ASCII', () => {
    const edges = [0x00, 0x22, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xe1, 0xff]
    const wrong: number[][] = []
    for (let first = 0x80; first < 256; first++) {
      for (const second of edges) {
        for (const third of edges) {
          for (const fourth of [0x41, 0x80, 0xbf, 0xc3]) {
            const bytes = Uint8Array.of(
              0x7b,
              0x22,
              first,
              second,
              third,
              fourth,
              0x22,
              0x3a,
              0x31,
              0x7d,
            )
            if (scanBody(bytes).ok !== isObject(bytes)) wrong.push([first, second, third, fourth])
          }
        }
      }
    }
    expect(wrong).toEqual([])
  })

  test.each([
    '{}',
    ' {\t}\r\n',
    '{"":0}',
    '{"a":-0.0e-00}',
    '{"a":1E400}',
    '{"a":"\\ud800"}',
    '{"a":"\u007f\u2028"}',
    '{"a":[[],[{}]]}',
    '{"__proto__":{}}',
    '{"a":1,"a":2}',
  ])('%j is accepted', (text) => {
    expect([faultIn(text), isObject(encoder.encode(text))]).toEqual([undefined, true])
  })

  test.each([
    '',
    ' ',
    '1',
    '"a"',
    'null',
    '[]',
    '{',
    '{]',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{,}',
    '{"a":1 "b":2}',
    '{"a":[1,]}',
    '{"a":[,1]}',
    '{"a":[1 2]}',
    '{"a":[1}}',
    '{a:1}',
    "{'a':1}",
    '{"a":01}',
    '{"a":+1}',
    '{"a":.5}',
    '{"a":1.}',
    '{"a":1e}',
    '{"a":-}',
    '{"a":0x1}',
    '{"a":NaN}',
    '{"a":Infinity}',
    '{"a":nul}',
    '{"a":True}',
    '{"a":truee}',
    '{"a":"\n"}',
    '{"a":"\\x41"}',
    '{"a":"\\u12g4"}',
    '{"a":"\\u12"}',
    '{"a":"\\"}',
    '{"a":"}',
    '{"a":1}}',
    '{"a":1}{}',
    '{"a":1}\0',
    '{}\f',
    '{\u00a0}',
    '\ufeff{}',
    '{/**/}',
    '{"a":undefined}',
    '{"a":1,,"b":2}',
    '{"a"::1}',
    '{1:2}',
    '{"a":[}',
    '{"a":tru',
  ])('%j is refused', (text) => {
    expect([scanBody(encoder.encode(text)).ok, isObject(encoder.encode(text))]).toEqual([
      false,
      false,
    ])
  })
})

describe('limits', () => {
  const nested = (depth: number): string => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`

  test('a body may nest as deep as the limit, the outermost object counted', () => {
    expect(faultIn(nested(SCAN_LIMITS.depth))).toBeUndefined()
    expect(faultIn(nested(SCAN_LIMITS.depth + 1))).toMatchObject({ rule: 'depth', offset: 132 })
    const limits = { ...SCAN_LIMITS, depth: 2 }
    expect(scanBody(encoder.encode('{"a":[1]}'), limits).ok).toBe(true)
    expect(scanBody(encoder.encode('{"a":[{}]}'), limits).ok).toBe(false)
  })

  test('a million brackets are refused at the first that is too many', () => {
    expect(faultIn(`{"a":${'[{"a":'.repeat(500_000)}`)).toMatchObject({
      rule: 'depth',
      message: 'a body may nest 128 deep at most',
    })
  })

  test('a body may have as many members as the limit', () => {
    const members = (count: number): string =>
      `{${Array.from({ length: count }, (_, i) => `"${i}":0`).join(',')}}`
    expect(faultIn(members(SCAN_LIMITS.members))).toBeUndefined()
    expect(faultIn(members(SCAN_LIMITS.members + 1))).toMatchObject({
      rule: 'members',
      message: 'a body may have 1024 members at most',
      help: 'send fewer; the bound protects the service',
    })
  })
})

describe('a fault says where, what was expected and what to do', () => {
  // biome-ignore format: table
  test.each([
    ['', 0, 'expected `{`, found the end', 'a body is one JSON object; send that'],
    ['  <html>', 2, 'expected `{`, found `<`', 'a body is one JSON object; send that'],
    ['\ufeff{}', 0, 'expected `{`, found the byte 0xef', 'JSON allows no byte order mark; send the body without it'],
    ['{"a":1,}', 7, 'expected a key in double quotes, found `}`', 'no comma stands before a closing bracket; take it out'],
    ['{"a":[1,]}', 8, 'expected a value, found `]`', 'no comma stands before a closing bracket; take it out'],
    ['{"é":"abc', 10, 'expected `"`, found the end', 'the body was cut short; send all of it'],
    ['{"a":"b" "c":1}', 9, 'expected `,` or `}`, found `"`', 'members are separated by commas; write one, or close the object'],
    ['{"a":NaN}', 5, 'expected a value, found `N`', 'a provider would refuse it; write bodies with a JSON encoder'],
    ['{"a":nil}', 5, 'expected `true`, `false` or `null`, found `n`', 'JSON knows no other words; put texts in double quotes'],
    ['{"a":"b\nc"}', 7, 'expected a character that may stand in a text, found the byte 0x0a', 'control characters are escaped in texts; write a line break as `\\n`'],
    ['{"a":"\\d"}', 7, 'expected one of `"`, `\\`, `/`, `b`, `f`, `n`, `r`, `t`, `u`, found `d`', 'JSON knows no other escapes; write a backslash itself as `\\\\`'],
    ['{`a`:1}', 1, 'expected a key in double quotes or `}`, found a backtick', 'a provider would refuse it; write bodies with a JSON encoder'],
    ['{"a":1}x', 7, 'expected nothing more, found `x`', 'a body is one JSON object; send nothing behind it'],
  ])('%j', (text, offset, message, help) => {
    expect(faultIn(text)).toMatchObject({ offset, message, help })
  })

  test('of bytes that are no UTF-8', () => {
    const bytes = Uint8Array.of(0x7b, 0x22, 0x61, 0xe9, 0x22, 0x7d)
    expect(scanBody(bytes)).toMatchObject({
      error: {
        offset: 3,
        message: 'expected UTF-8, found the byte 0xe9',
        help: 'providers read bodies as UTF-8; encode it so, and cut no character in two',
      },
    })
  })
})
