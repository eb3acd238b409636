import { displayWidth } from '../../report/glyphs.ts'
import { wrap } from '../../report/wrap.ts'
import type { Look } from '../../simulate/look.ts'

/** What stands above a section: its name, and what there is to say of it, below where it is long. */
export function headLines(
  { name, about }: { readonly name: string; readonly about: string },
  { style, width }: Look,
): readonly string[] {
  const isShort = displayWidth(`${name}  ${about}`) <= width
  if (isShort) return [`${style.strong(name)}  ${style.faint(about)}`]
  const below = wrap(about, width - 2).map((line) => style.faint(`  ${line}`))
  return [...wrap(name, width).map(style.strong), ...below]
}
