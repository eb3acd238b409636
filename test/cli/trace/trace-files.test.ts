import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { byteLines, MOST_LINE_BYTES } from '../../../src/cli/trace/byte-lines.ts'
import { traceFiles } from '../../../src/cli/trace/trace-files.ts'
import { withFiles } from '../cli.ts'

/** The names of the files with their lines, or what is wrong. */
function read(
  paths: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>>,
  stdin = '',
) {
  return withFiles(files, async (cwd) => {
    const found = await traceFiles(paths, { cwd, stdin: Readable.from([Buffer.from(stdin)]) })
    if (!found.ok) return found.error
    const read = []
    for (const { name, chunks, breakage } of found.value) {
      const lines = []
      for await (const { bytes } of byteLines(chunks())) lines.push(bytes.toString())
      read.push([name, lines, ...(breakage() === undefined ? [] : [breakage()])])
    }
    return read
  })
}

const HEADER = { record: 'header', writer: 'w', seq: 0, prev: null, tool: 't' }

function headerAt(at: string): string {
  return JSON.stringify({ ...HEADER, format: 'unhardcoded-trace/v1', at })
}

test('packed files are unpacked, in one piece or in several, whatever they are called', async () => {
  const members = Buffer.concat([gzipSync('a\nb'), gzipSync('c\nd\n')])
  expect(await read(['x.jsonl', '-'], { 'x.jsonl': members }, 'e\n')).toEqual([
    ['x.jsonl', ['a', 'bc', 'd']],
    ['-', ['e']],
  ])
})

test.each([gzipSync('a\nb\n'), Buffer.from('a\nb\n')])(
  'what comes byte by byte is read alike, packed or not',
  async (bytes) => {
    const stdin = Readable.from([...bytes].map((byte) => Uint8Array.of(byte)))
    const found = await traceFiles(['-'], { cwd: '.', stdin })
    const lines = []
    for (const { chunks } of found.ok ? found.value : []) {
      for await (const line of byteLines(chunks())) lines.push(line.bytes.toString())
    }
    expect(lines).toEqual(['a', 'b'])
  },
)

test('what stands before a place where a packed file is cut off is read', async () => {
  const lines = Array.from({ length: 20_000 }, (_, i) => `${i} ${Math.sin(i)}`)
  const packed = gzipSync(lines.join('\n'))
  const cut = packed.subarray(0, packed.length / 2)
  const [[, found, breakage]] = (await read(['x.gz'], { 'x.gz': cut })) as [
    [string, string[], string],
  ]
  expect(breakage).toBe('is cut off: the end of what was packed is missing')
  expect(found.length).toBeGreaterThan(9_000)
  expect(found.slice(0, -1)).toEqual(lines.slice(0, found.length - 1))
})

test('a packed file that is damaged is told', async () => {
  const packed = gzipSync(Array.from({ length: 999 }, (_, i) => `${Math.sin(i)}`).join('\n'))
  packed.fill(255, 2000, 2100)
  expect(await read(['x.gz'], { 'x.gz': packed })).toEqual([
    ['x.gz', expect.anything(), 'is damaged: from some place on it cannot be unpacked'],
  ])
})

test('several files are read in the order of time, whatever the order of their names', async () => {
  const files = {
    'a.jsonl': headerAt('2026-11-03T00:00:00.000Z'),
    'b.jsonl.gz': gzipSync(headerAt('2026-11-01T00:00:00.000Z')),
    'c.jsonl': `\ufeff${headerAt('2026-11-02T00:00:00.000Z')}`,
    'd.txt': 'not named',
  }
  const names = async (paths: readonly string[]) => {
    const found = await read(paths, files)
    return Array.isArray(found) ? found.map(([name]) => name) : found
  }
  expect(await names(['*.jsonl*'])).toEqual(['b.jsonl.gz', 'c.jsonl', 'a.jsonl'])
  expect(await names(['./'])).toEqual(['./b.jsonl.gz', './c.jsonl', './a.jsonl'])
  expect(await names(['a.jsonl', './a.jsonl', '[ab].jsonl'])).toEqual(['a.jsonl'])
})

test.each([
  ['y.jsonl', 'no such file: `y.jsonl`', 'did you mean `x.jsonl`?'],
  ['*.gz', 'no file matches `*.gz`', undefined],
  ['../*.none', 'no file matches `../*.none`', undefined],
])('%s names no file', async (path, message, help) => {
  expect(await read([path], { 'x.jsonl': '' })).toEqual({
    kind: 'problem',
    message,
    ...(help !== undefined && { help }),
  })
})

test('a directory without traces is told', async () => {
  expect(await read(['.'], { 'x.txt': '' })).toMatchObject({ message: 'no trace is in `.`' })
})

test('a file that is called like a pattern is that file', async () => {
  expect(await read(['[ab].jsonl'], { '[ab].jsonl': 'x\n', 'a.jsonl': 'y\n' })).toEqual([
    ['[ab].jsonl', ['x']],
  ])
})

test('of a line without end the beginning is kept, and the next line is read', async () => {
  const piece = Buffer.alloc(1024 * 1024, 'x')
  async function* chunks() {
    for (let i = 0; i <= MOST_LINE_BYTES / piece.length; i++) yield piece
    yield Buffer.from('\nnext')
  }
  const lines = []
  for await (const { bytes, ...line } of byteLines(chunks())) {
    lines.push({ ...line, length: bytes.length })
  }
  expect(lines).toEqual([
    { number: 1, length: MOST_LINE_BYTES, complete: true, tooLong: true },
    { number: 2, length: 4, complete: false, tooLong: false },
  ])
})
