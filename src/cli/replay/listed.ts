import { visible } from '../report/glyphs.ts'
import { grouped } from '../report/grouped.ts'
import { wrap } from '../report/wrap.ts'
import type { TextLook } from './what-if-tables.ts'

/** At most so many rows, and how many more there are; each wrapped under its first word. */
export function listed(rows: readonly string[], { width, style }: TextLook): readonly string[] {
  const more = rows.length - MOST_ROWS
  return [
    ...rows
      .slice(0, MOST_ROWS)
      .flatMap((row) =>
        wrap(visible(row), width - 4).map((line, i) => `${i === 0 ? '  ' : '    '}${line}`),
      ),
    ...(more > 0 ? [style.faint(`  ${grouped(more)} more`)] : []),
  ]
}

const MOST_ROWS = 12
