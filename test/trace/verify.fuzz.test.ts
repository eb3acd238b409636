import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openVerifier, type Verification } from '../../src/trace/index.ts'
import { runs } from '../runs.ts'
import { linesOf, type Run, runArbitrary } from './recorded-run.ts'

/** Verifies a file from its bytes. */
function verified(file: Uint8Array): Verification {
  const verifier = openVerifier()
  let start = 0
  for (let at = file.indexOf(NEWLINE); at >= 0; at = file.indexOf(NEWLINE, start)) {
    verifier.take(file.subarray(start, at), 'break')
    start = at + 1
  }
  if (start < file.length) verifier.take(file.subarray(start), 'none')
  return verifier.end()
}

const NEWLINE = 10

/** A file of one writer, or of two in turn. */
const fileArbitrary: fc.Arbitrary<readonly string[]> = fc
  .tuple(
    someRuns(),
    someRuns(),
    fc.boolean(),
    fc.constantFrom<'once' | undefined>('once', undefined),
  )
  .map(([first, second, areTwo, decisions]) => {
    const writing = decisions === undefined ? {} : { decisions }
    const lines = linesOf(first, { ...writing, writer: 'w1' })
    return areTwo ? inTurn(lines, linesOf(second, { ...writing, writer: 'w2' })) : lines
  })

function someRuns(): fc.Arbitrary<readonly Run[]> {
  return fc.array(runArbitrary, { minLength: 1, maxLength: 3 })
}

function inTurn(a: readonly string[], b: readonly string[]): readonly string[] {
  const length = Math.max(a.length, b.length)
  return Array.from({ length }).flatMap((_, i) => [a[i] ?? [], b[i] ?? []].flat())
}

function bytesOf(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\n`).join(''))
}

/** The faults, without those that only follow from others. */
function kinds({ faults }: Verification): readonly string[] {
  return [...new Set(faults.map(({ kind }) => kind))]
}

test('a file that nobody touched is intact', () => {
  fc.assert(
    fc.property(fileArbitrary, (lines) => {
      expect(verified(bytesOf(lines)).faults).toEqual([])
    }),
    runs(40),
  )
})

test('no change of a single byte goes unnoticed', () => {
  fc.assert(
    fc.property(fileArbitrary, fc.array(changeArbitrary(), { minLength: 25 }), (lines, changes) => {
      const file = bytesOf(lines)
      for (const change of changes) {
        const changed = changedBy(file, change)
        if (changed.equals(file)) continue
        expect(verified(changed).faults, JSON.stringify(change)).not.toEqual([])
      }
    }),
    runs(20),
  )
})

interface ByteChange {
  readonly kind: 'replace' | 'insert' | 'delete'
  readonly place: number
  readonly byte: number
}

function changeArbitrary(): fc.Arbitrary<ByteChange> {
  return fc.record({
    kind: fc.constantFrom('replace', 'insert', 'delete'),
    place: fc.nat(),
    byte: fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from(' \n\r0"e{}[],:'))),
  })
}

function changedBy(file: Buffer, { kind, place, byte }: ByteChange): Buffer {
  const at = place % file.length
  const rest = file.subarray(kind === 'insert' ? at : at + 1)
  const piece = kind === 'delete' ? [] : [byte]
  return Buffer.concat([file.subarray(0, at), Uint8Array.from(piece), rest])
}

test('a line that was taken out, doubled, moved or cut off is found and called that', () => {
  fc.assert(
    fc.property(fileArbitrary, fc.nat(), (lines, draw) => {
      const at = draw % lines.length
      const line = lines[at] ?? ''
      const without = lines.filter((_, i) => i !== at)
      expect(kinds(verified(bytesOf(without)))).toEqual(
        expect.arrayContaining([line.startsWith('{"record":"end"') ? 'not closed' : 'dropped']),
      )
      expect(kinds(verified(bytesOf([...lines, line])))).toContain('duplicated')
      expect(verified(bytesOf([...lines.slice(0, at), line, ...lines.slice(at)]))).toMatchObject({
        faults: expect.arrayContaining([
          { kind: 'duplicated', line: at + 2, message: expect.anything() },
        ]),
      })
      const later = [...without.slice(0, at + 3), line, ...without.slice(at + 3)]
      const isMoved = seqsOf(later) !== seqsOf(lines)
      expect(kinds(verified(bytesOf(later))).includes('reordered')).toBe(isMoved)
      const last = Buffer.byteLength(lines.at(-1) ?? '')
      const cut = bytesOf(lines).subarray(0, -1 - (draw % last))
      expect(kinds(verified(cut))).toContain('truncated')
    }),
    runs(60),
  )
})

/** The numbers of each writer, in the order in which they stand. */
function seqsOf(lines: readonly string[]): string {
  const links = lines.map((line): { writer: string; seq: number } => JSON.parse(line))
  const of = (name: string) => links.filter(({ writer }) => writer === name).map(({ seq }) => seq)
  return JSON.stringify([of('w1'), of('w2')])
}

test('of two neighbours that do not fit, the changed one is named', () => {
  fc.assert(
    fc.property(someRuns(), fc.nat(), (drawn, draw) => {
      const lines = linesOf([...drawn, ...drawn])
      const at = 1 + (draw % (lines.length - 2))
      const changed = lines.map((line, i) => (i === at ? line.replace(/\}$/, ',"more":1}') : line))
      expect(verified(bytesOf(changed)).faults).toEqual([
        { kind: 'changed', line: at + 1, message: expect.anything() },
      ])
    }),
    runs(60),
  )
})
