import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flowMermaid } from '../../../src/cli/explain/flow/flow-mermaid.ts'
import type { FlowPart } from '../../../src/cli/explain/flow/flow-parts.ts'
import { flowPicture } from '../../../src/cli/explain/flow/flow-picture.ts'
import { displayWidth } from '../../../src/cli/report/glyphs.ts'
import { penFor } from '../../../src/cli/report/pen.ts'
import { styleOf } from '../../../src/cli/report/style.ts'
import { flowLevels, inputsOf } from '../../../src/ir/index.ts'
import { flowArbitrary } from '../../arbitrary/flow.ts'
import { runs } from '../../runs.ts'

/** The nodes as they are drawn, each under its id. */
const levels = flowArbitrary(8).map(([, nodes]) =>
  flowLevels(nodes).map((ids) =>
    ids.flatMap((id): FlowPart[] => {
      const node = nodes[id]
      if (node === undefined) return []
      return [{ id, name: id, kind: node.kind, inputs: inputsOf(node), asks: undefined }]
    }),
  ),
)

const LOOK = { style: styleOf({ color: false }), width: 200 }

type Edge = string

function edgesOf(parts: readonly (readonly FlowPart[])[]): ReadonlySet<Edge> {
  return new Set(parts.flat().flatMap(({ id, inputs }) => inputs.map((from) => `${from} ${id}`)))
}

test('whoever follows the lines of a picture finds the inputs of every step', () => {
  let [tried, drawn] = [0, 0]
  fc.assert(
    fc.property(levels, (parts) => {
      tried += 1
      const picture = flowPicture(parts, { ...LOOK, pen: penFor({}) })
      if (picture === undefined) return
      drawn += 1
      expect(followed(picture)).toEqual(edgesOf(parts))
    }),
    runs(300),
  )
  expect(drawn).toBeGreaterThan(tried * 0.8)
})

test('no picture is wider than it may be', () => {
  fc.assert(
    fc.property(levels, fc.integer({ min: 10, max: 90 }), (parts, width) => {
      const lines = flowPicture(parts, { ...LOOK, pen: penFor({ LANG: 'C' }), width }) ?? []
      for (const line of lines) {
        expect(displayWidth(line)).toBeLessThanOrEqual(width)
        expect(line).toMatch(/^[\x20-\x7e]*$/)
      }
    }),
    runs(100),
  )
})

test('a Mermaid chart has the same lines, and no name ends its label', () => {
  fc.assert(
    fc.property(levels, fc.string({ unit: 'binary', maxLength: 12 }), (parts, name) => {
      const named = parts.map((level) => level.map((part) => ({ ...part, name: part.id + name })))
      const [head, ...lines] = flowMermaid(named).trimEnd().split('\n')
      expect(head).toBe('flowchart TD')
      const edges = new Set<Edge>()
      for (const line of lines) {
        const edge = /^ {2}(\w+) -->(?:\|\d+\|)? (\w+)$/.exec(line)
        if (edge !== null) edges.add(`${edge[1]} ${edge[2]}`)
        else expect(line).toMatch(/^ {2}\w+\(?\["(?:[A-Za-z0-9 ./-]|#\d+;|<br\/>)+"\]\)?$/)
      }
      expect(edges).toEqual(edgesOf(parts))
    }),
    runs(100),
  )
})

type Direction = 'down' | 'left' | 'right'

/** From every place where a line leaves a box, along the line to the box that it enters. */
function followed(picture: readonly string[]): ReadonlySet<Edge> {
  const cell = (row: number, column: number) => picture[row]?.[column] ?? ' '
  const edges = new Set<Edge>()
  for (const [row, line] of picture.entries()) {
    for (const match of line.matchAll(/┬/g)) {
      const end = follow({ row: row + 1, column: match.index }, cell)
      edges.add(`${boxAt(row - 1, match.index, cell)} ${boxAt(end.row + 2, end.column, cell)}`)
    }
  }
  return edges
}

interface Point {
  readonly row: number
  readonly column: number
}

type CellAt = (row: number, column: number) => string

function follow(start: Point, cell: CellAt): Point {
  let { row, column } = start
  let direction: Direction = 'down'
  for (let steps = 0; steps < 10_000; steps++) {
    const char = cell(row, column)
    if (char === '▼') return { row, column }
    direction = turned(char, direction)
    if (direction === 'down') row += 1
    else column += direction === 'right' ? 1 : -1
  }
  throw new Error('the line has no end')
}

function turned(char: string, direction: Direction): Direction {
  if (char === '┼') return direction
  if (direction === 'down') {
    if (char === '│') return 'down'
    if (char === '└') return 'right'
    if (char === '┘') return 'left'
  } else {
    if (char === '─') return direction
    if (char === (direction === 'right' ? '┐' : '┌')) return 'down'
  }
  throw new Error(`a line going ${direction} meets ${char}`)
}

/** What stands in the box around a place in it. */
function boxAt(row: number, column: number, cell: CellAt): string {
  let left = column
  while (cell(row, left) !== '│') left -= 1
  let text = ''
  for (let at = left + 1; cell(row, at) !== '│'; at++) text += cell(row, at)
  return text.trim()
}
