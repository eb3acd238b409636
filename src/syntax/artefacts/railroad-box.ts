import { unreachable } from '../../base/unreachable.ts'
import { characterClass } from './ebnf.ts'
import { escapeHtml } from './escape-html.ts'
import type { Part } from './production.ts'

/**
 * A part of a diagram. Its line enters on the left and leaves on the right at one height. Lengths
 * are in pixels.
 */
export interface Box {
  readonly width: number
  /** How far it reaches above its line, and below. */
  readonly up: number
  readonly down: number
  /** SVG with the line entering there. */
  readonly draw: (x: number, y: number) => string
}

const ARC = 8
const GAP = 12
const ROW = 9
const HALF_HEIGHT = 13
const PADDING = 11
const LETTER_WIDTH = 7.85

/** How a part is drawn: choices below each other, what may be left out with a way above it. */
export function boxOf(part: Part): Box {
  switch (part.kind) {
    case 'sequence':
      return sequenceBox(part.parts.map(boxOf))
    case 'choice':
      return choiceBox(part.choices.map(boxOf))
    case 'optional':
      return optionalBox(boxOf(part.part))
    case 'repeat': {
      const back = part.separator === undefined ? ARROW : boxOf(part.separator)
      const loop = loopBox(boxOf(part.part), back)
      return part.least === 0 ? optionalBox(loop) : loop
    }
    case 'use':
      return linked(part.name, textBox(part.name, 'rule'))
    case 'literal':
      return textBox(part.text.replace(/^ /, '\u2423'), 'literal')
    case 'phrase':
      return textBox(part.words.join(' '), 'literal')
    case 'characters':
      return textBox(characterClass(part.set), 'characters')
    case 'except':
      return linked(part.name, textBox(`${part.name} but no ${part.without}`, 'rule'))
    default:
      return unreachable(part)
  }
}

function textBox(text: string, kind: 'rule' | 'literal' | 'characters'): Box {
  const width = Math.round(text.length * LETTER_WIDTH) + 2 * PADDING
  const round = kind === 'literal' ? HALF_HEIGHT : 3
  return {
    width,
    up: HALF_HEIGHT,
    down: HALF_HEIGHT,
    draw: (x, y) =>
      `<g class="${kind}"><rect x="${x}" y="${y - HALF_HEIGHT}" width="${width}" height="${2 * HALF_HEIGHT}" rx="${round}"/><text x="${x + width / 2}" y="${y + 4}">${escapeHtml(text)}</text></g>`,
  }
}

function linked(name: string, box: Box): Box {
  return { ...box, draw: (x, y) => `<a href="#${name}">${box.draw(x, y)}</a>` }
}

function sequenceBox(boxes: readonly Box[]): Box {
  return {
    width: boxes.reduce((sum, { width }) => sum + width + GAP, -GAP),
    up: Math.max(...boxes.map(({ up }) => up)),
    down: Math.max(...boxes.map(({ down }) => down)),
    draw(x, y) {
      let left = x
      const pieces = boxes.map((box, i) => {
        const line = i === 0 ? '' : path(`M${left} ${y}h${GAP}`)
        if (i > 0) left += GAP
        const piece = line + box.draw(left, y)
        left += box.width
        return piece
      })
      return pieces.join('')
    },
  }
}

function choiceBox(boxes: readonly Box[]): Box {
  const inner = Math.max(...boxes.map(({ width }) => width))
  const depths = depthsOf(boxes)
  const last = boxes.at(-1)?.down ?? 0
  return {
    width: inner + 4 * ARC,
    up: boxes[0]?.up ?? 0,
    down: Math.max(
      ...boxes.map(({ down }, i) => (depths[i] ?? 0) + down),
      (depths.at(-1) ?? 0) + last,
    ),
    draw: (x, y) =>
      boxes.map((box, i) => choiceRow({ box, depth: depths[i] ?? 0, inner }, x, y)).join(''),
  }
}

/** How far below the first each choice is. */
function depthsOf(boxes: readonly Box[]): readonly number[] {
  let depth = 0
  return boxes.map((box, i) => {
    const above = boxes[i - 1]
    if (above !== undefined) depth += Math.max(above.down + ROW + box.up, i === 1 ? 2 * ARC : 0)
    return depth
  })
}

interface Row {
  readonly box: Box
  readonly depth: number
  readonly inner: number
}

function choiceRow({ box, depth, inner }: Row, x: number, y: number): string {
  const rest = inner - box.width
  if (depth === 0) {
    const lines = `M${x} ${y}h${2 * ARC}m${box.width} 0h${rest + 2 * ARC}`
    return path(lines) + box.draw(x + 2 * ARC, y)
  }
  const fall = depth - 2 * ARC
  const down = `M${x} ${y}${arc(1, 1, 1)}v${fall}${arc(0, 1, 1)}`
  const up = `m${box.width} 0h${rest}${arc(0, 1, -1)}v${-fall}${arc(1, 1, -1)}`
  return path(down + up) + box.draw(x + 2 * ARC, y + depth)
}

function optionalBox(box: Box): Box {
  const height = Math.max(box.up + ROW, 2 * ARC)
  const rise = height - 2 * ARC
  const over = `${arc(0, 1, -1)}v${-rise}${arc(1, 1, -1)}h${box.width}${arc(1, 1, 1)}v${rise}${arc(0, 1, 1)}`
  return {
    width: box.width + 4 * ARC,
    up: height,
    down: box.down,
    draw: (x, y) =>
      path(`M${x} ${y}${over}M${x} ${y}h${2 * ARC}m${box.width} 0h${2 * ARC}`) +
      box.draw(x + 2 * ARC, y),
  }
}

/** A body that may follow itself, by a way back below it with the separator on it. */
function loopBox(body: Box, back: Box): Box {
  const inner = Math.max(body.width, back.width)
  const depth = Math.max(body.down + ROW + back.up, 2 * ARC)
  const fall = depth - 2 * ARC
  const [before, beforeBack] = [(inner - body.width) / 2, (inner - back.width) / 2]
  const below = `${arc(1, 1, 1)}v${fall}${arc(1, -1, 1)}h${-beforeBack}m${-back.width} 0h${-beforeBack}${arc(1, -1, -1)}v${-fall}${arc(1, 1, -1)}`
  return {
    width: inner + 2 * ARC,
    up: body.up,
    down: depth + back.down,
    draw(x, y) {
      const [left, right] = [x + ARC, x + ARC + inner]
      const line = `M${x} ${y}h${ARC + before}m${body.width} 0h${before + ARC}`
      return (
        path(`${line}M${right} ${y}${below}`) +
        body.draw(left + before, y) +
        back.draw(left + beforeBack, y + depth)
      )
    },
  }
}

/** On a way back that has nothing on it. */
const ARROW: Box = {
  width: 8,
  up: 4,
  down: 4,
  draw: (x, y) => path(`M${x} ${y}h8m-1 -4l-6 4l6 4`),
}

/** A quarter of a circle, turning clockwise or not, to the right or left, and down or up. */
function arc(clockwise: 0 | 1, right: 1 | -1, down: 1 | -1): string {
  return `a${ARC} ${ARC} 0 0 ${clockwise} ${right * ARC} ${down * ARC}`
}

function path(d: string): string {
  return `<path d="${d}"/>`
}
