import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SseScanner } from '../../../src/route/sse/sse-scanner.ts'
import { runs } from '../../runs.ts'
import { bytes, bytesOf, cutAt, eventsOf, eventsOfText, scan } from './whole-stream.ts'

describe('events', () => {
  test.each([
    ['one line of data', 'data: hello\n\n', [['', 'hello']]],
    ['no space behind the colon', 'data:hello\n\n', [['', 'hello']]],
    ['one space is left out, not two', 'data:  hello\n\n', [['', ' hello']]],
    [
      'lines end with CR and LF',
      'data: a\r\n\r\ndata: b\r\n\r\n',
      [
        ['', 'a'],
        ['', 'b'],
      ],
    ],
    [
      'lines end with CR alone',
      'data: a\r\rdata: b\r\r',
      [
        ['', 'a'],
        ['', 'b'],
      ],
    ],
    [
      'ways to end a line are mixed',
      'data: a\rdata: b\r\n\ndata: c\n\r',
      [
        ['', 'a\nb'],
        ['', 'c'],
      ],
    ],
    ['several lines of data', 'data: a\ndata:\ndata: b\n\n', [['', 'a\n\nb']]],
    ['data without a colon is empty', 'data\n\n', [['', '']]],
    ['a name', 'event: error\ndata: {}\n\n', [['error', '{}']]],
    ['the last name holds', 'event: a\nevent: b\ndata: 1\n\n', [['b', '1']]],
    ['a name without data is no event', 'event: ping\n\ndata: 1\n\n', [['', '1']]],
    ['id, retry and others are passed over', 'id: 7\nretry: 100\nfoo: x\ndata: 1\n\n', [['', '1']]],
    ['a name that data only begins', 'datax: 1\ndata: 2\n\n', [['', '2']]],
    ['a comment between lines of an event', 'data: a\n: note\ndata: b\n\n', [['', 'a\nb']]],
    ['a byte order mark at the beginning', '\ufeffdata: 1\n\n', [['', '1']]],
    ['a byte order mark before a comment', '\ufeff: hi\ndata: 1\n\n', [['', '1']]],
    ['a byte order mark elsewhere is part of a name', 'data: 1\n\n\ufeffdata: 2\n\n', [['', '1']]],
    [
      'blank lines between events',
      '\n\ndata: 1\n\n\n\ndata: 2\n\n',
      [
        ['', '1'],
        ['', '2'],
      ],
    ],
    [
      'no blank line at the end',
      'data: 1\n\ndata: [DONE]\n',
      [
        ['', '1'],
        ['', '[DONE]'],
      ],
    ],
    ['no end of line at the end', 'data: [DONE]', [['', '[DONE]']]],
    ['nothing', '', []],
    ['colons in data', 'data: a: b:c\n\n', [['', 'a: b:c']]],
    ['letters of several bytes', 'data: zażółć 🙂 語\n\n', [['', 'zażółć 🙂 語']]],
  ])('%s', (_, stream, expected) => {
    expect(eventsOfText(stream)).toEqual(expected)
    expect(eventsOf(scan([bytes(stream)]))).toEqual(expected)
  })

  test('bytes that are no UTF-8 are read as U+FFFD and pass as they came', () => {
    const stream = Uint8Array.of(...bytes('data: a'), 0xe2, 0x82, ...bytes('b\n\n'), 0xff)
    const items = scan([stream])
    expect(eventsOf(items)).toEqual([['', 'a\ufffdb']])
    expect(bytesOf(items)).toEqual(Buffer.from(stream))
  })

  test('an event without a blank line at the end of the stream says so', () => {
    const ended = (stream: string) =>
      scan([bytes(stream)]).map((item) => item.kind === 'event' && item.ended)
    expect(ended('data: 1\n\n')).toEqual([true])
    expect(ended('data: 1\n')).toEqual([false])
    expect(ended('data: 1')).toEqual([false])
    expect(ended('data: 1\r\n\r')).toEqual([true])
  })
})

describe('keep-alives', () => {
  test.each([
    ['a comment is whole with its line', [': OPENROUTER PROCESSING\n'], ['filler']],
    ['a comment and a blank line', [': keep-alive\n\n'], ['filler', 'filler']],
    ['a blank line', ['\n'], ['filler']],
    ['a comment right before an event is none of it', [': hi\ndata: 1\n\n'], ['filler', 'event']],
    ['fields without data', ['id: 1\n\n'], ['filler']],
    ['a line feed that comes late', ['data: 1\r\r', '\n'], ['event', 'filler']],
    ['one that is expected', ['data: 1\r\n\r', '\n'], ['event']],
    ['one that was seen late before', ['data: 1\r', '\n\r', '\n'], ['event']],
  ])('%s', (_, pieces, kinds) => {
    const scanner = new SseScanner()
    const items = pieces.flatMap((piece) => scanner.push(bytes(piece)))
    expect(items.map(({ kind }) => kind)).toEqual(kinds)
    expect(Buffer.from(bytesOf(items)).toString()).toBe(pieces.join(''))
  })

  test('an event that ends with CR does not wait for the next byte', () => {
    const scanner = new SseScanner()
    expect(eventsOf(scanner.push(bytes('data: 1\r\r')))).toEqual([['', '1']])
    expect(eventsOf(scanner.push(bytes('data: 2\r\r')))).toEqual([['', '2']])
  })
})

describe('bounds', () => {
  test.each([
    ['in one piece', ['data: 1\n\ndata: 0123456789\n\n']],
    ['in two', ['data: 1\n\ndata: 012', '3456789\n\n']],
    ['without an end', ['data: 1\n\n', 'data: 0123456789']],
  ])('an event past the limit ends the stream, %s', (_, pieces) => {
    const items = scan([...pieces.map(bytes), bytes('data: 3\n\n')], 12)
    expect(eventsOf(items)).toEqual([['', '1']])
    expect(items.at(-1)).toEqual({ kind: 'fault', code: 'event_too_large' })
    expect(items.filter(({ kind }) => kind === 'fault')).toHaveLength(1)
  })

  test('an event of exactly the limit passes', () => {
    expect(eventsOf(scan([bytes('data: 012\n\n')], 11))).toEqual([['', '012']])
  })

  test('a megabyte that comes byte by byte is copied a few times at most', () => {
    const scanner = new SseScanner()
    const size = 1_000_000
    scanner.push(bytes('data: '))
    const letter = bytes('x')
    for (let i = 0; i < size; i++) scanner.push(letter)
    const [event] = scanner.push(bytes('\n\n'))
    expect(event?.kind === 'event' && event.data.length).toBe(size)
  })
})

describe('bytes', () => {
  test('what lies in one piece is a part of it', () => {
    const piece = bytes('data: 1\n\ndata: 2\n\n')
    const items = new SseScanner().push(piece)
    expect(items.map((item) => item.kind === 'event' && item.bytes.buffer)).toEqual([
      piece.buffer,
      piece.buffer,
    ])
  })

  test('what was handed out stays as it is', () => {
    const scanner = new SseScanner()
    const items = ['data: a', 'a\n\ndata: b', 'b\n\ndata: c', 'c\n\n'].flatMap((piece) =>
      scanner.push(bytes(piece)),
    )
    expect(Buffer.from(bytesOf(items)).toString()).toBe('data: aa\n\ndata: bb\n\ndata: cc\n\n')
  })
})

/** Lines that mean something, ways to end them, and anything else. */
const fragment = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('\n', '\r', '\r\n', '\n\n', '\r\r', '\r\n\r\n') },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'data: ',
      'data:',
      'data',
      'event: ',
      'id: 1',
      ': ping',
      ':',
      '\ufeff',
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom('{"a":1}', '[DONE]', 'é', '語', '🙂', ' ') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
)
const stream = fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join(''))

describe('properties', () => {
  test('a stream cut anywhere has the events of the whole', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(300), { maxLength: 8 }), (text, cuts) => {
        const whole = bytes(text)
        const items = scan(
          cutAt(
            whole,
            cuts.map((cut) => cut % (whole.length + 1)),
          ),
        )
        expect(eventsOf(items)).toEqual(
          eventsOfText(new TextDecoder('utf-8', { ignoreBOM: true }).decode(whole)),
        )
        expect(bytesOf(items)).toEqual(Buffer.from(whole))
      }),
      runs(500),
    )
  })

  test('a stream cut at every position, and into single bytes, has the events of the whole', () => {
    fc.assert(
      fc.property(stream, (text) => {
        const whole = bytes(text)
        const expected = eventsOf(scan([whole]))
        const everywhere = [...whole.keys()]
        for (const cuts of [...everywhere.map((cut) => [cut]), everywhere]) {
          const items = scan(cutAt(whole, cuts))
          expect(eventsOf(items)).toEqual(expected)
          expect(bytesOf(items)).toEqual(Buffer.from(whole))
        }
      }),
      runs(50),
    )
  })
})
