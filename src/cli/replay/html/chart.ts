import { displayWidth, glyphsOf } from '../../report/glyphs.ts'
import { type Markup, markup } from './markup.ts'

/** A picture that is drawn for two widths: a page shows the one that has room. */
export interface Chart {
  /** Names it within the page. */
  readonly id: string
  readonly title: string
  /** What it shows, for those who do not see it. */
  readonly description: string
  readonly draw: (room: Room) => Drawing
}

/** Pixels across. Texts keep their size whatever the width. */
export interface Room {
  readonly width: number
}

export interface Drawing {
  readonly height: number
  readonly shapes: readonly Markup[]
}

export const WIDE: Room = { width: 860 }
export const NARROW: Room = { width: 312 }

/** Both pictures. A reader hears of the one that is shown: the other is not displayed at all. */
export function chartMarkup(chart: Chart): Markup {
  return markup`<div class="chart">
${svg(chart, WIDE, 'wide')}
${svg(chart, NARROW, 'narrow')}
</div>`
}

function svg({ id, title, description, draw }: Chart, room: Room, look: string): Markup {
  const { height, shapes } = draw(room)
  const size = `0 0 ${room.width} ${Math.ceil(height)}`
  return markup`<svg class="${look}" viewBox="${size}" role="img" aria-labelledby="${id}-${look}-title ${id}-${look}-text">
<title id="${id}-${look}-title">${title}</title>
<desc id="${id}-${look}-text">${description}</desc>
${shapes.flatMap((shape) => [shape, LINE])}</svg>`
}

const LINE = markup`
`

/** As much of a text as there is room for, at the usual size of the letters of charts. */
export function fitted(text: string, pixels: number): string {
  const most = Math.max(2, Math.floor(pixels / LETTER))
  if (displayWidth(text) <= most) return text
  let [kept, width] = ['', 1]
  for (const glyph of glyphsOf(text)) {
    width += glyph.width
    if (width > most) break
    kept += glyph.text
  }
  return `${kept}…`
}

/** Pixels of a letter, at most on average. */
export const LETTER = 6.8

/** A sign of a legend, and what it stands for. */
export interface LegendEntry {
  /** The class of the sign, which gives it its look. */
  readonly look: string
  readonly text: string
}

export function legend(entries: readonly LegendEntry[]): Markup {
  const items = entries.map(
    ({ look, text }) => markup`<li><span class="sign ${look}" aria-hidden="true"></span>${text}</li>
`,
  )
  return markup`<ul class="legend">
${items}</ul>`
}
