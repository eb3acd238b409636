import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decisionTextEnd } from '../../src/trace/decision-text.ts'
import { decodeRecord, openReplay, type Played } from '../../src/trace/index.ts'
import { runs } from '../runs.ts'
import { ENGINE, linesOf, recorded, runArbitrary } from './recorded-run.ts'

interface Told {
  readonly quick: number
  readonly played: readonly unknown[]
}

/** What comes of the lines, one after the other, by the plain way alone. */
function plainly(lines: readonly string[]): readonly unknown[] {
  const replay = openReplay(ENGINE)
  return lines.flatMap((line) => readPlainly(replay, line))
}

/** The same, each line the quick way where there is one. */
function quickly(lines: readonly string[]): Told {
  const replay = openReplay(ENGINE)
  const isWanted = () => true
  let quick = 0
  let waiting: string | undefined
  const played: unknown[] = []
  for (const line of lines) {
    const recognised = replay.recognise(line, { isWanted, definition: waiting })
    if (recognised !== undefined) {
      waiting = undefined
      quick += 1
      played.push(tellable(recognised))
      continue
    }
    if (waiting !== undefined) played.push(...readPlainly(replay, waiting))
    waiting = replay.isDecisionLine(line) ? line : undefined
    if (waiting === undefined) played.push(...readPlainly(replay, line))
  }
  if (waiting !== undefined) played.push(...readPlainly(replay, waiting))
  return { quick, played }
}

function readPlainly(replay: ReturnType<typeof openReplay>, line: string): readonly unknown[] {
  const decoded = decodeRecord(line)
  if (!decoded.ok) return [decoded.error]
  const played = replay.take(decoded.value)
  return played !== undefined && 'receipt' in played ? [tellable(played)] : []
}

/** Everything that the play of a receipt says, as JSON has it. */
function tellable(played: Played): unknown {
  const { receipt, scene } = played
  return JSON.parse(
    JSON.stringify({
      kind: played.kind,
      receipt,
      decided: scene?.record,
      context: scene?.ground.context.state,
      divergence: played.kind === 'reproduced' ? undefined : played.divergence,
    }),
  )
}

const written = fc.record({
  runs: fc.array(runArbitrary, { minLength: 1, maxLength: 3 }),
  decisions: fc.constantFrom('in each', 'once'),
  repeats: fc.boolean(),
})

test('a trace that nobody touched is played the quick way, and alike', () => {
  fc.assert(
    fc.property(written, ({ runs: drawn, decisions, repeats }) => {
      const lines = linesOf(
        repeats ? [...drawn, ...drawn] : drawn,
        decisions === 'once' ? { decisions } : {},
      )
      const receipts = lines.filter((line) => line.startsWith('{"record":"receipt"'))
      const { quick, played } = quickly(lines)
      expect(played).toEqual(plainly(lines))
      expect(quick).toBe(receipts.length)
    }),
    runs(60),
  )
})

/** What may happen to a line: something is put in the place of a stretch of it. */
const mutation = fc.record({
  line: fc.nat(),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.constantFrom(0, 0, 1, 1, 2, 8),
  text: fc.constantFrom(
    ...['', ' ', '0', '1', '-', '"', '\\', '{', '}', '[', ']', ',', ':', 'x', '\r', '\u2028'],
    ...[',"decision":', ',"decision":3', ',"decision":{}', ',"hops":[]', ',"state":{}', ',"seq":3'],
    ...['"decisio\\u006e":0,', '"record":"end",', '"__proto__":{"decision":1},', ',"sig":"a"'],
  ),
})

/** Members of a record that may be given another value, or be given twice. */
const MEMBERS = ['writer', 'seq', 'state', 'decision', 'hops', 'engine', 'usage', 'imported', 'id']

const membership = fc.record({
  line: fc.nat(),
  name: fc.constantFrom(...MEMBERS),
  value: fc.constantFrom('0', '3', 'null', '{}', '[]', '"x"', '{"from":"x_router","lacks":[]}'),
  place: fc.constantFrom('front', 'end', 'before decision', 'after hops'),
})

test('the quick way and the plain way agree on lines that somebody changed', () => {
  fc.assert(
    fc.property(
      written,
      fc.array(mutation, { maxLength: 2 }),
      fc.array(membership, { maxLength: 2 }),
      ({ runs: drawn, decisions }, mutations, members) => {
        const lines = [...linesOf(drawn, decisions === 'once' ? { decisions } : {})]
        for (const { line, name, value, place } of members) {
          change(lines, line, (text) => withMember(text, `"${name}":${value}`, place))
        }
        for (const { line, at, length, text } of mutations) {
          change(lines, line, (old) => {
            const place = Math.floor(at * old.length)
            return old.slice(0, place) + text + old.slice(place + length)
          })
        }
        expect(quickly(lines).played).toEqual(plainly(lines))
      },
    ),
    runs(150),
  )
})

test('lines that are left out, doubled or exchanged are played alike', () => {
  fc.assert(
    fc.property(
      written,
      fc.array(fc.tuple(fc.constantFrom('drop', 'double', 'swap'), fc.nat()), { maxLength: 3 }),
      ({ runs: drawn, decisions }, changes) => {
        const lines = [...linesOf(drawn, decisions === 'once' ? { decisions } : {})]
        for (const [what, draw] of changes) {
          const at = draw % Math.max(lines.length, 1)
          const [line = ''] = lines.splice(at, 1)
          if (what === 'double') lines.splice(at, 0, line, line)
          if (what === 'swap') lines.splice(at + 1, 0, line)
        }
        expect(quickly(lines).played).toEqual(plainly(lines))
      },
    ),
    runs(150),
  )
})

test('the text of a decision is the one that JSON writes', () => {
  fc.assert(
    fc.property(runArbitrary, fc.string(), fc.nat(), (run, before, cut) => {
      const { decision } = recorded(run, 0).receipt
      const text = JSON.stringify(decision)
      const { length } = before
      expect(decisionTextEnd(decision, `${before}${text},"hops"`, length)).toBe(
        length + text.length,
      )
      const at = cut % text.length
      const other = `${text.slice(0, at)}\u0000${text.slice(at + 1)}`
      expect(decisionTextEnd(decision, before + other, length)).toBe(-1)
    }),
    runs(150),
  )
})

function change(lines: string[], draw: number, to: (line: string) => string): void {
  // The first lines define; what is played stands below.
  const at = lines.length - 1 - (draw % Math.min(lines.length, 5))
  lines[at] = to(lines[at] ?? '')
}

function withMember(line: string, member: string, place: string): string {
  switch (place) {
    case 'front':
      return line.replace(/^\{/, `{${member},`)
    case 'before decision':
      return line.replace(',"decision":', `,${member}$&`)
    case 'after hops':
      return line.replace(',"outcome":', `,${member}$&`)
    default:
      return line.replace(/\}$/, `,${member}}`)
  }
}
