import { type Style, styleOf } from '../report/style.ts'
import type { Screen } from '../screen.ts'

/** How the parts of a simulation are laid out. */
export interface Look {
  readonly style: Style
  readonly width: number
  /** Infinite in a pipe, where no name is cut. */
  readonly tableWidth: number
}

export function lookOf(screen: Screen): Look {
  return {
    style: styleOf(screen),
    width: screen.width,
    tableWidth: screen.isFixed ? screen.width : Number.POSITIVE_INFINITY,
  }
}
